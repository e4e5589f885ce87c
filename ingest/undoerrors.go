package ingest

import (
	"fmt"

	"luanphien/ingest/mend"
)

// What people are told where a load cannot be undone.

func (u *undo) noSuchLoad(id int) error {
	for _, l := range u.undone {
		if l.ID == id {
			on := l.UndoneAt.Format("15:04 02/01/2006")
			return &mend.Error{
				VI: fmt.Sprintf("Lần nạp %d («%s») đã được hủy lúc %s.", id, l.FileName, on),
				EN: fmt.Sprintf("Load %d (“%s”) was undone at %s already.", id, l.FileName, on),
			}
		}
	}
	return &mend.Error{
		VI:     fmt.Sprintf("Không có lần nạp %d. Hãy chọn một số trong danh sách các lần nạp.", id),
		EN:     fmt.Sprintf("There is no load %d. Choose a number in the list of loads.", id),
		Option: "luanphien loads",
	}
}

func broughtNothing(p pastLoad) error {
	return &mend.Error{
		VI: fmt.Sprintf("Lần nạp %d («%s») không làm thay đổi gì: mọi dòng của nó đã có hiệu lực từ trước. Không có gì để hủy.", p.ID, p.FileName),
		EN: fmt.Sprintf("Load %d (“%s”) changed nothing: all of its rows were in force already. There is nothing to undo.", p.ID, p.FileName),
	}
}

func missingOriginal(p pastLoad, err error) error {
	return &mend.Error{
		VI: fmt.Sprintf("Không hủy được: tệp «%s» của lần nạp %d nạp sau đó không còn bản lưu để nạp lại. Hãy hủy lần nạp %d trước.",
			p.FileName, p.ID, p.ID),
		EN: fmt.Sprintf("This cannot be undone: the file “%s” of load %d, which came later, is no longer kept and cannot be loaded again. Undo load %d first.",
			p.FileName, p.ID, p.ID),
		Err: err,
	}
}

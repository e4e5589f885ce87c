package warehouse

import (
	"context"
	"fmt"

	"luanphien/ingest/mend"
	"luanphien/queries/checks"
)

const OneProvince = "one"

const SeveralProvinces = "many"

// setProvinces makes a folder one for several provinces, or for one alone where it holds no other.
func (w *Warehouse) setProvinces(ctx context.Context, how string) error {
	if how != OneProvince && how != SeveralProvinces {
		return &mend.Error{
			VI:     fmt.Sprintf("«%s» không nói được thư mục dành cho một hay nhiều tỉnh: hãy ghi one (một tỉnh) hoặc many (nhiều tỉnh).", how),
			EN:     fmt.Sprintf("“%s” does not say for how many provinces the folder is: write one or many.", how),
			Option: "--provinces",
		}
	}
	var held int
	if err := One(ctx, w.Conn, checks.Get("provinces", "held"), nil, &held); err != nil {
		return err
	}
	if how == OneProvince && held > 1 {
		return &mend.Error{
			VI: fmt.Sprintf("Thư mục này đang chứa số liệu của %d tỉnh, không thể đổi thành thư mục của một tỉnh.", held),
			EN: fmt.Sprintf("This folder holds data of %d provinces; it cannot become one for a single province.", held),
		}
	}
	return w.SetMeta(ctx, MetaProvinces, how)
}

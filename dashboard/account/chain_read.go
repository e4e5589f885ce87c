package account

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"luanphien/queries/application"
	"luanphien/queries/sqlite"
)

// OpenToRead opens a store to judge it: what is missing is not made, and no chain is begun over what somebody may have
// changed.
func OpenToRead(path string) (*Store, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, &Refusal{VI: "Thư mục dữ liệu không có tệp người dùng và nhật ký, nên không có nhật ký nào để kiểm tra.",
			EN: "The data folder has no file of users and trail, so there is no audit trail to check."}
	}
	db, err := sqlite.OpenQueries(path)
	if err != nil {
		return nil, err
	}
	return &Store{db: db, now: time.Now, seen: map[tokenHash]checked{}}, nil
}

// unchained tells of a file whose trail is no chain. The error is nil where it is one; what is broken is not typed, so
// that none is nil.
func (s *Store) unchained(ctx context.Context) (broken, err error) {
	table, column, _ := strings.Cut(hashColumn, ".")
	var named, hashed, marked bool
	if err := s.db.QueryRowContext(ctx, application.Account("has_column"), table, "id").Scan(&named); err != nil {
		return nil, err
	}
	if err := s.db.QueryRowContext(ctx, application.Account("has_column"), table, column).Scan(&hashed); err != nil {
		return nil, err
	}
	if err := s.db.QueryRowContext(ctx, application.Account("chain_mark")).Scan(&marked); err != nil {
		return nil, err
	}
	switch {
	case !named:
		return &Broken{1, "bảng nhật ký không còn", "the table of the audit trail is gone"}, nil
	case !hashed && marked:
		return &Broken{1, "mọi mã băm đã bị lấy đi", "all hashes were taken away"}, nil
	case !hashed:
		return &Broken{1, "nhật ký do chương trình cũ ghi, chưa thành chuỗi, nên chưa có gì xác nhận; chuỗi bắt đầu khi máy chủ mở thư mục này",
			"the trail is of an older program and no chain yet, so nothing confirms it; the chain begins when the server opens this folder"}, nil
	}
	return nil, nil
}

// untold tells of users whose adding no entry tells of, as where all entries were taken away and others follow.
func (s *Store) untold(ctx context.Context) (broken, err error) {
	var users int
	var first string
	if err := s.db.QueryRowContext(ctx, application.Account("users_untold")).Scan(&users, &first); err != nil || users == 0 {
		return nil, err
	}
	return &Broken{1, fmt.Sprintf("%d người dùng (như «%s») không có dòng ghi việc thêm họ: dòng đó đã bị lấy đi", users, first),
		fmt.Sprintf("of %d users (such as “%s”) no entry tells that they were added: it was taken away", users, first)}, nil
}

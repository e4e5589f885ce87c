package backup

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"luanphien/ingest/mend"
	"luanphien/queries/application"
	"luanphien/queries/sqlite"
)

// keyName is what the file of the key of second factors is called in a data folder.
const keyName = "factors.key"

// addKey sees to it that a back-up whose users have second factors holds the key that opens them.
func (m *Manifest) addKey(ctx context.Context, partial, key string) error {
	if key != "" {
		f, err := copyOne(ctx, key, filepath.Join(partial, keyName))
		if err != nil {
			return noKey(err)
		}
		f.Path = keyName
		m.Files = slices.DeleteFunc(m.Files, func(other File) bool { return other.Path == keyName })
		m.Files, m.Bytes = append(m.Files, f), m.Bytes+f.Bytes
		return nil
	}
	has := func(path string) bool {
		return slices.ContainsFunc(m.Files, func(f File) bool { return f.Path == path })
	}
	if has(keyName) || !has("accounts.sqlite") {
		return nil
	}
	sealed, err := sealedIn(ctx, filepath.Join(partial, "accounts.sqlite"))
	if err == nil && sealed > 0 {
		err = noKey(fmt.Errorf("%d secrets are sealed", sealed))
	}
	return err
}

// sealedIn counts the sealed secrets of a store, which is left as it is.
func sealedIn(ctx context.Context, path string) (n int, err error) {
	db, err := sqlite.OpenToRead(path)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	var there bool
	if err := db.QueryRowContext(ctx, application.Account("has_column"), "factors", "secret").Scan(&there); err != nil || !there {
		return 0, err
	}
	return n, db.QueryRowContext(ctx, application.Account("count_sealed")).Scan(&n)
}

func noKey(cause error) error {
	return &mend.Error{
		VI:     "Không sao lưu: thiếu tệp khóa của lớp xác thực thứ hai, không có nó thì không ai có lớp này đăng nhập được sau khi phục hồi. Tệp không nằm trong thư mục dữ liệu; hãy nêu chỗ của tệp như khi chạy máy chủ.",
		EN:     "Nothing is backed up: the file of the key of second factors is missing, without which nobody who has one could log in after a restore. It does not lie in the data folder; state where it is, as for the server.",
		Option: "--factor-key", Err: cause,
	}
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"luanphien/queries/edition"
)

// ownFolder is the data folder of a command that writes into it, taken from everybody but its owner.
func ownFolder(cmd *cobra.Command) (edition.Folder, error) {
	folder := edition.Folder(settingData.text(cmd))
	if err := folder.MakePrivate(); err != nil {
		return "", fmt.Errorf("không giữ riêng được thư mục dữ liệu «%s»: mọi tệp trong đó phải thuộc về người chạy chương trình – "+
			"the data folder “%[1]s” cannot be kept private: every file in it must belong to who runs the program: %w", folder, err)
	}
	return folder, nil
}

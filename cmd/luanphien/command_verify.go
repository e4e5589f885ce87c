package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/xuri/excelize/v2"

	"luanphien/analytics"
	"luanphien/dashboard"
	"luanphien/dashboard/render"
	"luanphien/queries/edition"
)

func newVerifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify FILE|CITATION",
		Short: "Tính lại một hình đã trích dẫn – compute a cited figure again",
		Long: "Tính lại hình mà tệp đã tải về (CSV, XLSX, SVG, PNG) hoặc dòng trích dẫn nêu tên, từ ấn bản được trích dẫn, rồi cho biết số liệu có như cũ không. Mã kết thúc 0: như cũ; 1: khác, hoặc không còn tính được.\n" +
			"Computes the figure that a downloaded file (CSV, XLSX, SVG, PNG) or a citation names again from the edition it cites, and tells whether the rows are the same. The exit code is 0 when they are, else 1.",
		Args: cobra.ExactArgs(1),
		RunE: runVerify,
	}
}

func runVerify(cmd *cobra.Command, args []string) error {
	citation, changed, err := citationIn(args[0])
	if err != nil {
		return err
	}
	if changed {
		fmt.Fprintf(cmd.OutOrStdout(), "Khác: các dòng của tệp không phải các dòng mà tệp trích dẫn – not equal: the rows of the file are not those it cites\n  %s\n", citation)
		return errReported
	}
	shelf, err := analytics.OpenShelf(edition.Folder(settingData.text(cmd)))
	if err != nil {
		return err
	}
	defer shelf.Close()
	server, err := dashboard.New(dashboard.Options{Shelf: shelf})
	if err != nil {
		return err
	}
	now, equal, err := server.Verify(citation)
	if err != nil {
		return inBothLanguages(err)
	}
	out := cmd.OutOrStdout()
	if equal {
		fmt.Fprintf(out, "Như cũ – equal\n  %s\n", citation)
		return nil
	}
	fmt.Fprintf(out, "Khác – not equal\n  trích dẫn (cited):    %s\n  tính lại (computed):  %s\n", citation, now)
	return errReported
}

// citationIn is the citation that the argument is, or that the file of that name carries; changed tells that the rows of
// a CSV are others than those it cites.
func citationIn(argument string) (citation string, changed bool, err error) {
	if citation, ok := dashboard.FindCitation(argument); ok {
		return citation, false, nil
	}
	file, err := os.ReadFile(argument)
	if err != nil {
		return "", false, fmt.Errorf("«%[1]s» không phải dòng trích dẫn, cũng không đọc được như một tệp – “%[1]s” is no citation and cannot be read as a file: %[2]w", argument, err)
	}
	text, isTable := string(file), false
	inPicture, isPicture := render.Citation(file)
	switch {
	case bytes.HasPrefix(file, []byte("PK")):
		if text, err = textOfBook(file); err != nil {
			return "", false, err
		}
	case isPicture:
		text = inPicture
	default:
		isTable = strings.EqualFold(filepath.Ext(argument), ".csv")
	}
	citation, ok := dashboard.FindCitation(text)
	if !ok {
		return "", false, fmt.Errorf("tệp «%[1]s» không mang dòng trích dẫn nào – the file “%[1]s” carries no citation", argument)
	}
	if isTable {
		same, err := dashboard.RowsMatch(text, citation)
		return citation, !same || err != nil, nil
	}
	return citation, false, nil
}

// textOfBook is the text of a workbook's last sheet, which tells where the figure comes from.
func textOfBook(file []byte) (_ string, err error) {
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		return "", fmt.Errorf("không đọc được tệp XLSX – the XLSX file cannot be read: %w", err)
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	sheets := book.GetSheetList()
	rows, err := book.GetRows(sheets[len(sheets)-1])
	if err != nil {
		return "", err
	}
	var text bytes.Buffer
	for _, row := range rows {
		for _, cell := range row {
			text.WriteString(cell + "\n")
		}
	}
	return text.String(), nil
}

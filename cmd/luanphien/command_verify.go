package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"luanphien/analytics/console"
	"luanphien/analytics/cut"
	"luanphien/analytics/editions"
	"luanphien/dashboard"
	"luanphien/dashboard/verify"
	"luanphien/queries/edition"
)

func newVerifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify FILE|CITATION",
		Short: "Tính lại một hình đã trích dẫn – compute a cited figure again",
		Long: "Tính lại hình mà tệp đã tải về (CSV, XLSX, Parquet, SVG, PNG, PDF) hoặc dòng trích dẫn nêu tên, từ ấn bản được trích dẫn, rồi cho biết có như cũ không; tệp được so từng ô, từng nét, từng điểm ảnh. Gói cho báo chí (ZIP) được so từng tệp; mỗi tệp lấy ra từ gói cũng kiểm tra được. Mã kết thúc 0: như cũ; 1: khác, hoặc không còn tính được.\n" +
			"Computes the figure that a downloaded file (CSV, XLSX, Parquet, SVG, PNG, PDF) or a citation names again from the edition it cites, and tells whether it is the same; a file is compared cell by cell, mark by mark, pixel by pixel. A press pack (ZIP) is compared file by file, and each file taken out of one is recognised. The exit code is 0 when they are, else 1.",
		Args: cobra.ExactArgs(1),
		RunE: upToDate(runVerify),
	}
}

func runVerify(cmd *cobra.Command, args []string) error {
	folder := edition.Folder(settingData.text(cmd))
	shelf, err := editions.Open(folder)
	if err != nil {
		return err
	}
	defer shelf.Close()
	runner, err := console.New(console.Options{}) // for a statement of the SQL page
	if err != nil {
		return err
	}
	defer runner.Close()
	server, err := dashboard.New(dashboard.Options{Shelf: shelf, Console: runner, Database: folder.Database, Cut: cut.New(folder).Database})
	if err != nil {
		return err
	}
	verdict, err := verdictOn(server, args[0])
	if err != nil {
		return inBothLanguages(err)
	}
	out := cmd.OutOrStdout()
	if verdict.Equal() {
		fmt.Fprintf(out, "Như cũ – equal\n  %s\n", verdict.Cited)
		printMembers(out, verdict.Members)
		return nil
	}
	fmt.Fprintf(out, "Khác – not equal\n  trích dẫn (cited):    %s\n  tính lại (computed):  %s\n", verdict.Cited, verdict.Now)
	if verdict.Cited == verdict.Now {
		fmt.Fprintln(out, "  Số liệu của hình vẫn như đã trích dẫn; tệp thì khác – the figure's rows are as cited; the file is not")
	}
	if w := verdict.Differs; w != nil {
		fmt.Fprintf(out, "  %s\n  %s\n", w.VI, w.EN)
	}
	printMembers(out, verdict.Members)
	return errReported
}

// printMembers says of each file of a pack whether it is as it was.
func printMembers(out io.Writer, list []verify.Member) {
	for _, m := range list {
		if m.Differs == nil {
			fmt.Fprintf(out, "  %s: như cũ – equal\n", m.Name)
			continue
		}
		fmt.Fprintf(out, "  %s: khác – not equal\n    %s\n    %s\n", m.Name, m.Differs.VI, m.Differs.EN)
	}
}

// verdictOn checks the citation that the argument is, or the file of that name.
func verdictOn(server *dashboard.Server, argument string) (*verify.Verdict, error) {
	if citation, ok := verify.FindCitation(argument); ok {
		return server.Verify(citation)
	}
	file, err := os.ReadFile(argument)
	if err != nil {
		return nil, fmt.Errorf("«%[1]s» không phải dòng trích dẫn, cũng không đọc được như một tệp – “%[1]s” is no citation and cannot be read as a file", argument)
	}
	return server.VerifyFile(file)
}

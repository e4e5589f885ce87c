package edition

import "fmt"

// VersionError says that tables are of another version than the program's.
type VersionError struct {
	What  string // the file, such as 0004.duckdb
	Found int
}

// Newer tells whether a newer program made the tables.
func (e *VersionError) Newer() bool { return e.Found > SchemaVersion }

// Sentences says it in both languages, with what to do.
func (e *VersionError) Sentences() (vi, en string) {
	if e.Newer() {
		return fmt.Sprintf("Dữ liệu «%s» do một phiên bản mới hơn của chương trình tạo ra (lược đồ %d; chương trình này đọc được đến lược đồ %d). Hãy dùng phiên bản mới hơn; dữ liệu vẫn nguyên.", e.What, e.Found, SchemaVersion),
			fmt.Sprintf("The data in “%s” were made by a newer version of the program (schema %d; this program knows schemas up to %d). Use the newer version; the data are as they were.", e.What, e.Found, SchemaVersion)
	}
	return fmt.Sprintf("Dữ liệu «%s» thuộc lược đồ cũ %d và chưa được chuyển sang lược đồ %d. Hãy chạy «luanphien serve» hoặc nạp một tệp trên thư mục này, rồi thử lại.", e.What, e.Found, SchemaVersion),
		fmt.Sprintf("The data in “%s” have the old schema %d and were not brought to schema %d yet. Run “luanphien serve” or load a file on this folder, and try again.", e.What, e.Found, SchemaVersion)
}

func (e *VersionError) Error() string {
	vi, en := e.Sentences()
	return vi + "\n" + en
}

// DamagedError says that a file of the data folder cannot be read as what it is.
type DamagedError struct {
	What string // the file, such as 0004.json
	Err  error
}

// Error says it in both languages, with what to do.
func (e *DamagedError) Error() string {
	return fmt.Sprintf("Tệp «%[1]s» của thư mục dữ liệu bị hỏng. Hãy phục hồi thư mục từ bản sao lưu gần nhất.\nThe file “%[1]s” of the data folder is damaged. Restore the folder from the last back-up.", e.What)
}

func (e *DamagedError) Unwrap() error { return e.Err }

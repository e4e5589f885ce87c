package header

import "slices"

// formerNames says of a table of former names of stations, which is no table of facts, that it is taken in by itself: the kind
// nearest to it would only ask for columns that it cannot have. nil = it is none.
func formerNames(keys []string) *Error {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(keys, name) })
	}
	if !has("ten_cu", "alias_name") || !has("ma_tram", "station_code") {
		return nil
	}
	return &Error{
		VI:     "Bảng này ghi tên cũ của trạm, không phải số liệu. Danh sách tên cũ được nạp riêng, trên máy chủ, ở dạng CSV.",
		EN:     "The table holds former names of stations, which are no data. A list of former names is loaded by itself, on the server, as CSV.",
		Option: "luanphien aliases import",
	}
}

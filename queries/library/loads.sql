-- name: loads
-- title_vi: Lịch sử nạp dữ liệu
-- title_en: Load history
-- unit: tệp | files
-- method: facts in force
-- column: load_id integer | Lần nạp | Load
-- column: file_name text | Tên tệp | File name
-- column: sha256 text | SHA-256 | SHA-256
-- column: size_bytes integer | Số byte | Bytes
-- column: loaded_at moment | Nạp lúc | Loaded at
-- column: loaded_by text | Người nạp | Loaded by
-- column: rows_read integer | Dòng đã đọc | Rows read
-- column: rows_loaded integer | Dòng mới | Rows new
-- column: rows_unchanged integer | Dòng không đổi | Rows unchanged
-- column: rows_corrected integer | Dòng đính chính | Rows corrected
-- column: rows_quarantined integer | Dòng cách ly | Rows quarantined
-- source: loads

SELECT load_id, file_name, sha256, size_bytes, loaded_at, loaded_by, rows_read, rows_loaded, rows_unchanged, rows_corrected, rows_quarantined
FROM loads
ORDER BY load_id

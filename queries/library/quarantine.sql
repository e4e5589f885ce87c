-- name: quarantine
-- title_vi: Dòng bị cách ly (không có giá trị)
-- title_en: Quarantined rows (without their values)
-- unit: dòng | rows
-- method: facts in force
-- column: load_id integer | Lần nạp | Load
-- column: file_name text | Tên tệp | File name
-- column: sheet text | Trang tính | Sheet
-- column: line integer | Dòng | Line
-- column: kind text | Loại bảng | Kind
-- column: column_name text | Cột | Column
-- column: rule text | Quy tắc | Rule
-- column: message_vi text | Cách sửa (tiếng Việt) | How to mend (Vietnamese)
-- column: message_en text | Cách sửa (tiếng Anh) | How to mend (English)
-- column: retry boolean | Tự thử lại | Tried again by itself
-- column: resolved_by integer | Lần nạp đã nhận dòng | Load in which the row passed
-- source: quarantine

SELECT load_id, file_name, sheet, line, kind, column_name, rule, message_vi, message_en, retry, resolved_by
FROM quarantine
ORDER BY load_id, sheet, line, rule

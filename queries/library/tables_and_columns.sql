-- name: tables_and_columns
-- title_vi: Các bảng và cột của ấn bản
-- title_en: Tables and columns of the edition
-- unit: cột | columns
-- method: facts in force
-- column: table_name text | Bảng hoặc khung nhìn | Table or view
-- column: is_view boolean | Là khung nhìn (dữ liệu đang hiệu lực) | Is a view (the facts in force)
-- column: column_name text | Cột | Column
-- column: data_type text | Kiểu dữ liệu | Data type
-- source: information_schema

SELECT c.table_name, t.table_type = 'VIEW' AS is_view, c.column_name, c.data_type
FROM information_schema.columns AS c
JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
WHERE c.table_schema = 'main'
ORDER BY c.table_name, c.ordinal_position

-- table: * | Cột chung | Columns of many tables
-- column: week_start | Thứ hai đầu tuần | Monday of the week
-- column: load_id | Lần nạp | Load
-- column: sheet | Trang tính; trống nếu tệp không có trang | Sheet; empty for a file without sheets
-- column: line | Dòng trong tệp gốc, từ 1 | Line in the original file, from 1
-- column: superseded_by | Lần nạp đã thay dòng này; trống khi dòng còn hiệu lực | Load that replaced the row; empty while it is in force

-- table: *_history | {title}: mọi dòng từng nạp, kể cả dòng đã được thay | {title}: every row ever loaded, those since replaced too

-- table: load_history | Các lần nạp, với mã nối sang nơi giữ họ tên | Loads, with the key that ties them to where the names are kept
-- like: loads
-- column: load_key | Mã ngẫu nhiên của lần nạp | Random key of the load

-- table: load_parts | Các lần nạp theo trang tính và loại dữ liệu | Loads by sheet and kind of data
-- like: loads
-- column: kind | Loại dữ liệu | Kind of data

-- table: load_part_history | Các lần nạp theo trang tính và loại dữ liệu (bảng gốc) | Loads by sheet and kind of data (the table itself)
-- like: load_parts

-- table: load_reading_history | Nghĩa của những chữ không phải là mã, theo lần nạp | What texts that are no codes meant, by load
-- column: reading | Cách đọc cột: trạm, đơn vị, cán bộ hoặc một danh mục | How the column is read: station, unit, worker or a list
-- column: text | Chữ trong tệp | Text in the file
-- column: meaning | Nghĩa | Meaning

-- table: load_option_history | Thiết lập của mỗi lần nạp, để nạp lại được | Settings of each load, so that it can be made again
-- column: run_id | Lượt chạy; các lần nạp của một lượt có cùng số | Run; the loads of one run share it
-- column: options | Thiết lập, dạng JSON | Settings, as JSON

-- table: posting_listings | Lần nạp nào nêu quyết định nào | Which load lists which order
-- like: postings
-- column: load_id | Lần nạp | Load

-- table: posting_listing_history | Lần nạp nào nêu quyết định nào (bảng gốc) | Which load lists which order (the table itself)
-- like: posting_listings

-- table: contacts | Trạm, đơn vị có đầu mối liên lạc (không có số điện thoại, tên người) | Stations and units with a contact (without telephone numbers and names)
-- column: station_code | Mã trạm | Station code
-- column: unit_code | Mã đơn vị | Unit code

-- table: contacts_history | Trạm, đơn vị có đầu mối liên lạc, mọi phiên bản | Stations and units with a contact, all versions
-- column: station_code | Mã trạm | Station code
-- column: unit_code | Mã đơn vị | Unit code
-- column: load_id | Lần nạp | Load
-- column: sheet | Trang tính | Sheet
-- column: line | Dòng trong tệp | Line of the file
-- column: superseded_by | Lần nạp đã thay; trống = còn hiệu lực | Load that superseded it; empty = in force

-- table: undone_loads | Các lần nạp đã hoàn tác | Loads that were undone
-- like: loads
-- column: undone_at | Hoàn tác lúc | Undone at
-- column: undone_by | Người hoàn tác | Undone by

-- table: undo_history | Các lần nạp đã hoàn tác (bảng gốc) | Loads that were undone (the table itself)
-- like: undone_loads

-- table: quarantine_history | Dòng bị cách ly (bảng gốc, không có giá trị) | Rows in quarantine (the table itself, without values)
-- like: quarantine
-- column: row_no | Số của dòng, nối sang nơi giữ giá trị | Number of the row, ties it to where its values are kept
-- column: identity | Mã băm của khóa của dòng, để nhận ra dòng đó khi nạp lại; trống nếu không đọc được khóa | Hash of the key of the row, by which it is known when it comes again; empty where the key cannot be read

-- table: meta | Thông tin chung của kho dữ liệu | Facts about the warehouse
-- column: key | Tên thông tin | Name of the fact
-- column: value | Giá trị | Value

-- table: station_aliases | Tên cũ và cách viết khác của trạm | Former names and spellings of stations
-- column: alias_name | Tên cũ hoặc cách viết khác | Former name or spelling
-- column: alias_type | Loại đơn vị của tên cũ; trống với cách viết khác | Type of unit of the former name; empty for a spelling
-- column: station_code | Mã trạm hiện nay | Code of the station today
-- column: valid_from | Ngày đầu dùng tên này | First day on which the name held
-- column: valid_to | Ngày cuối tên này còn dùng | Last day on which the name held
-- column: is_trap | Tên cũ mà nay một đơn vị khác mang | Former name that another unit bears today

-- table: cadres | Chức danh và vai trò khi tính độ bao phủ | Cadres and the role each plays in coverage
-- column: cadre | Chức danh | Cadre
-- column: role | Vai trò: doctor, preventive, other | Role: doctor, preventive, other

-- table: calendar | Lịch: mỗi ngày một dòng, kèm tuần ISO | Calendar: a row a day, with its ISO week
-- column: day | Ngày | Day
-- column: week | Tuần ISO, ví dụ 2026-W07 | ISO week, such as 2026-W07
-- column: week_end | Chủ nhật cuối tuần | Sunday of the week
-- column: iso_year | Năm ISO | ISO year
-- column: iso_week | Số tuần ISO | ISO week number

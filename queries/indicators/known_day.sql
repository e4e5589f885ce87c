-- name: known_day
-- title_vi: Ngày cuối được tính, và đến ngày nào thì những điều ghi sau được coi là đã biết
-- title_en: Last day that is counted, and up to which day what happened is known
-- unit: ngày | day
-- method: §1, §2 presence
-- param: looking_back boolean | Thời điểm tính đến nằm trước ấn bản: điều ghi sau thời điểm đó coi như chưa biết; trống = như thời điểm tính đến cho thấy | The as-of moment lies before the edition: what was recorded of later days counts as not yet known; empty = as the as-of moment says
-- column: as_of_day date | Ngày cuối được tính | Last day that is counted
-- column: known_day date | Ngày cuối đã biết; 9999-12-31 = mọi điều đã ghi | Last day that is known; 9999-12-31 = all that is recorded
-- source: none
-- uses: as_of_day

SELECT as_of_day, CASE WHEN CAST($looking_back AS BOOLEAN) THEN as_of_day ELSE DATE '9999-12-31' END AS known_day
FROM as_of_day

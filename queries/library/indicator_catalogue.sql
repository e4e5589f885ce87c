-- name: indicator_catalogue
-- title_vi: Danh mục chỉ số
-- title_en: Indicator catalogue
-- unit: chỉ số | indicators
-- method: facts in force
-- column: indicator text | Chỉ số | Indicator
-- column: nature text | Tính chất (flow, stock) | Nature (flow, stock)
-- column: unit text | Đơn vị tính | Unit
-- column: number_type text | whole (số nguyên) hoặc decimal (số thập phân); trống nếu danh mục không ghi | whole or decimal; blank where the list does not say
-- source: indicator_catalogue

SELECT indicator, nature, unit, number_type
FROM indicator_catalogue
ORDER BY indicator

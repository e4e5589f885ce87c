-- name: indicator_catalogue
-- title_vi: Danh mục chỉ số
-- title_en: Indicator catalogue
-- unit: chỉ số | indicators
-- method: facts in force
-- column: indicator text | Chỉ số | Indicator
-- column: nature text | Tính chất (flow, stock) | Nature (flow, stock)
-- column: unit text | Đơn vị tính | Unit
-- source: indicator_catalogue

SELECT indicator, nature, unit
FROM indicator_catalogue
ORDER BY indicator

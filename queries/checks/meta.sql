-- Settings of the warehouse.
-- step: get
SELECT value FROM meta WHERE key = $key;

-- step: clear
DELETE FROM meta WHERE key = $key;

-- step: set
INSERT INTO meta VALUES ($key, $value);

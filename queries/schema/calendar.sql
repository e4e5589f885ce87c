-- Fills the calendar table: every day of 2015 to 2040.
INSERT INTO calendar
SELECT CAST(d AS DATE),
       strftime(d, '%G-W%V'),
       CAST(date_trunc('week', d) AS DATE),
       CAST(date_trunc('week', d) AS DATE) + 6,
       CAST(isoyear(d) AS INTEGER),
       CAST(week(d) AS INTEGER)
FROM generate_series(TIMESTAMP '2015-01-01', TIMESTAMP '2040-12-31', INTERVAL 1 DAY) AS days(d);

-- Fills the calendar table: every day of 2000 to 2060, as package calendar has it. Of a warehouse made by an earlier
-- program it adds the days that are lacking.
INSERT INTO calendar
SELECT CAST(d AS DATE),
       strftime(d, '%G-W%V'),
       CAST(date_trunc('week', d) AS DATE),
       CAST(date_trunc('week', d) AS DATE) + 6,
       CAST(isoyear(d) AS INTEGER),
       CAST(week(d) AS INTEGER)
FROM generate_series(TIMESTAMP '2000-01-01', TIMESTAMP '2060-12-31', INTERVAL 1 DAY) AS days(d)
WHERE CAST(d AS DATE) NOT IN (SELECT day FROM calendar);

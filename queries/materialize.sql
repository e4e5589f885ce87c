-- How the rows of a materialized query become a table of an edition, in both engines: what stands in braces is put in.
DROP TABLE IF EXISTS {name};
CREATE TABLE {name} AS
{query};

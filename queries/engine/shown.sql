-- A statement of a reader whose columns the driver gives as the engine writes them; what stands in braces is put in.
SELECT {columns} FROM (
{statement}
) AS shown({names})

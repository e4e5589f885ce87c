SELECT {columns} FROM (
{statement}
) AS shown({names})

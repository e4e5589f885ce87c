package queries

import "embed"

//go:embed indicators/*.sql library/*.sql
var files embed.FS

//go:embed materialize.sql
var materialize string

//go:embed words.sql
var tableWords string

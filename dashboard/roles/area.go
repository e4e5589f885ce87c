package roles

// OfAreas are the addresses that open to those who work for an area.
var OfAreas = map[string]bool{
	"/": true, "/meeting": true, "/coverage": true, "/referrals": true, "/reporting": true, "/difficulties": true, "/indicators": true, "/needs": true, "/rotation": true,
	"/quality": true, "/stations": true, "/stations/:code": true, "/rows/:kind": true, "/compare": true, "/methods": true,
	"/attention": true, "/reminders": true, "/brief.docx": true, "/brief.html": true, "/attention/item": true, "/stations/:code/remarks": true, "/stations/:code/remarks/:id/withdraw": true,
	"/figures": true, "/figures/:id": true, "/figures/:id.json": true, "/figures/:id.csv": true, "/figures/:id.svg": true, "/figures/:id.png": true,
	"/figures/:id.xlsx": true, "/figures/:id.parquet": true, "/figures/:id.pdf": true, "/pictures/:id.svg": true, "/sql": true, "/sql/stop": true, "/sql/place.json": true,
	"/quality/replacements": true, "/data": true, "/data/templates/:kind.xlsx": true, "/data/loads/:id": true, "/data/refusals/dismiss": true,
	"/data/refusals/restore": true, "/data/loads/:id/refused.xlsx": true, "/data/loads/:id/undo": true, "/data/upload": true, "/data/upload/:id": true,
	"/data/upload/:id/progress.json": true, "/data/upload/:id/discard": true,
	"/logout": true, "/account": true, "/account/password": true, "/account/second-factor": true, "/account/second-factor/begin": true,
	"/account/second-factor/confirm": true, "/account/second-factor/end": true, "/account/sessions/end": true, "/account/programs": true,
	"/account/programs/end": true, "/account/digest": true, "/account/digest/end": true, "/views": true, "/views/:id": true, "/views/:id/rename": true, "/views/:id/delete": true,
}

package roles

// OfAreas are the addresses that open to those who work for an area.
var OfAreas = map[string]bool{
	"/": true, "/coverage": true, "/referrals": true, "/reporting": true, "/difficulties": true, "/indicators": true, "/needs": true, "/rotation": true,
	"/quality": true, "/stations": true, "/stations/:code": true, "/attention": true, "/rows/:kind": true,
	"/figures": true, "/figures/:id": true, "/figures/:id.json": true, "/figures/:id.csv": true, "/figures/:id.svg": true, "/figures/:id.png": true,
	"/figures/:id.xlsx": true, "/pictures/:id.svg": true, "/methods": true, "/logout": true, "/account": true, "/account/password": true,
}

package cells

import (
	"luanphien/ingest/provinces"
	"luanphien/ingest/rule"
)

// Province is how the load under way stands to the provinces of the folder.
type Province struct {
	Own     string // the folder's own; "" = nobody has said which
	Of      string // of the load, as stored; "" where the folder's own is not known
	Several bool
}

// Prefix stands before the codes of units and workers of the load.
func (p Province) Prefix() string {
	if p.Of == p.Own {
		return ""
	}
	return p.Of + ":"
}

// ProvinceField is the column in which a row says of which province it is.
const ProvinceField = "province_code"

// readProvince reads a cell that names a province.
func readProvince(text string, c *Cell) {
	var ok bool
	if c.Code, ok = provinces.Code(text); !ok {
		c.Rule = rule.ProvinceCode
	}
}

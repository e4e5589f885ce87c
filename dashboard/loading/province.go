package loading

import (
	"cmp"
	"slices"

	"luanphien/dashboard/address"
	"luanphien/dashboard/upload"
	"luanphien/queries/province"
)

// provinceAsked is the province of files that do not name theirs, as it is asked for in a folder of several.
type provinceAsked struct {
	Name    string // of the one that holds; "" = nobody has said
	Choices []address.Choice
}

// provinceAsked offers the provinces that the folder holds, its own first, and then the others. Chosen is the code that was;
// "" = the folder's own. A folder of one province asks nothing: nil.
func (d *visit) provinceAsked(chosen string) (*provinceAsked, error) {
	p, err := d.loader().Provinces(d.Question.Ctx)
	if err != nil || !p.Several {
		return nil, err
	}
	holds := cmp.Or(chosen, p.Own)
	a := &provinceAsked{}
	if holds != "" {
		a.Name = province.Of(holds).String()
	}
	var offered []string
	offer := func(code string) {
		if slices.Contains(offered, code) {
			return
		}
		offered = append(offered, code)
		text := ""
		if code != "" {
			if text = province.Of(code).String(); text != code {
				text += " (" + code + ")"
			}
		}
		a.Choices = append(a.Choices, address.Choice{Value: code, Text: text, Chosen: code == holds})
	}
	offer(p.Own)
	for _, code := range p.Held {
		offer(code)
	}
	for _, other := range province.All() {
		offer(other.Code)
	}
	if chosen != "" {
		offer(chosen)
	}
	return a, nil
}

// changeProvince says of which province an upload's files are, and has them previewed anew.
func changeProvince(d *visit) error {
	j := d.room.jobs.find(d.Vars["id"], d.Session.Login, d.Area)
	if j != nil && j.loads {
		return d.Leave(d.View.Link(upload.UploadPath + "/" + j.upload.ID))
	}
	u, err := d.opened()
	if err == nil {
		err = d.room.Uploads.SetProvince(u, d.FormValue(upload.ProvinceField))
	}
	if err != nil {
		return err
	}
	if j != nil {
		d.room.jobs.forget(j)
	}
	return d.Leave(d.View.Link(upload.UploadPath + "/" + u.ID))
}

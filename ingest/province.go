package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"luanphien/ingest/cells"
	"luanphien/ingest/header"
	"luanphien/ingest/mend"
	"luanphien/ingest/provinces"
	"luanphien/ingest/rule"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
)

// A folder is of one province unless it is made for several. Its own province is the first that it is told of. In a folder of
// several provinces each load is of one of them, the folder's own unless said otherwise; only a list of stations may name
// those of several. The codes of units and workers are unique within a province: those of another province than the folder's
// own are kept with that one's code and a colon before them, so that equal codes of two provinces are two. Codes of stations
// are unique in the country, and a decision is known by its number and the station that it sends to.

// The values of Meta.Provinces.
const ()

// provinceOf finds the province of a load, and refuses one that the folder is not for.
func (r *runner) provinceOf(ctx context.Context) (cells.Province, error) {
	own, err := r.Meta(ctx, warehouse.MetaProvince)
	if err != nil {
		return cells.Province{}, err
	}
	mode, err := r.Meta(ctx, warehouse.MetaProvinces)
	if err != nil {
		return cells.Province{}, err
	}
	p := cells.Province{Own: own, Of: own, Several: mode == warehouse.SeveralProvinces}
	given := r.options.Province
	if given == "" {
		return p, nil
	}
	code, ok := provinces.Code(given)
	switch {
	case !ok:
		vi, en := rule.ProvinceCode.Say(given)
		return p, &mend.Error{VI: vi, EN: en, Option: "--province-code"}
	case own == "":
		return cells.Province{Own: code, Of: code, Several: p.Several}, declareProvince(ctx, r.Warehouse, code)
	case code != own && !p.Several:
		return p, anotherProvince(own, code)
	}
	p.Of = code
	return p, nil
}

// declareProvince says which province is the folder's own. What was loaded before belongs to it.
func declareProvince(ctx context.Context, w *warehouse.Warehouse, code string) error {
	if err := w.SetMeta(ctx, warehouse.MetaProvince, code); err != nil {
		return err
	}
	for _, step := range []string{"own_stations", "own_units", "own_workers", "own_targets", "own_rebases"} {
		if _, err := warehouse.Run(ctx, w.Conn, checks.Get("provinces", step), warehouse.Params{"province": code}); err != nil {
			return fmt.Errorf("keep the province of the folder (%s): %w", step, err)
		}
	}
	return nil
}

func anotherProvince(own, code string) *mend.Error {
	vi, en := provinces.Another(own, code)
	return &mend.Error{VI: vi, EN: en, Option: "--provinces many"}
}

// namesProvinces tells whether the tables of a part have the column of provinces.
func (p *part) namesProvinces() bool { return cells.HasColumn(p.tables, cells.ProvinceField) }

// otherProvinces refuses the rows of facts that name another province than the load's: the station of that name there is
// another. The lists judge their own rows.
func (r *runner) otherProvinces(ctx context.Context, kind header.Kind, p *part) error {
	if field, _ := kind.Field(cells.ProvinceField); !field.Aside || !p.namesProvinces() {
		return nil
	}
	for _, step := range []string{"judged_otherwise", "refuse_other"} {
		if _, err := r.Conn.ExecContext(ctx, checks.Get("provinces", step)); err != nil {
			return err
		}
	}
	return nil
}

// checkProvinces refuses the tables of a part that name another province than the folder is for. A list may say first which
// is the folder's own; the part is judged under it from then on.
func (l *fileLoad) checkProvinces(ctx context.Context, kind header.Kind, p *part) error {
	if !p.namesProvinces() {
		return nil
	}
	codes, err := l.Texts(ctx, checks.Get("provinces", "named"), nil)
	if err != nil || len(codes) == 0 {
		return err
	}
	of := p.Province
	if of.Own == "" {
		return l.firstProvince(ctx, kind, p, codes)
	}
	if of.Several {
		return nil
	}
	for code := range codes {
		if code != of.Own {
			return anotherProvince(of.Own, code)
		}
	}
	return nil
}

// firstProvince takes the province that a list names for the folder's own. Where the folder holds lists already of which the
// province was never said, only a list of (nearly) all its stations can say it: one code that is equal by chance in another
// province's list would make everything that is known that province's.
func (l *fileLoad) firstProvince(ctx context.Context, kind header.Kind, p *part, codes map[string]bool) error {
	if len(codes) > 1 {
		vi, en := provinces.Several()
		return &mend.Error{VI: vi, EN: en, Option: "--province-code 11"}
	}
	code := ""
	for c := range codes {
		code = c
	}
	var held provinces.Held
	if err := warehouse.One(ctx, l.Conn, checks.Get("provinces", "unsaid"), nil, &held.Stations, &held.Units, &held.Workers); err != nil {
		return err
	}
	field, _ := kind.Field(cells.ProvinceField)
	switch {
	case held.Any() && !(kind.Name == "stations" && held.SaidBy(p.Corrected+p.Unchanged)):
		vi, en := held.Unsaid(code)
		return &mend.Error{VI: vi, EN: en, Option: "--province-code"}
	case field.Aside:
		return nil // there is nothing yet that its rows may be of
	}
	p.Province.Own, p.Province.Of = code, code
	return nil
}

// keepProvince writes down the province that a part has named first.
func (l *fileLoad) keepProvince(ctx context.Context, p *part) error {
	known, err := l.Meta(ctx, warehouse.MetaProvince)
	if err != nil || known == p.Province.Own {
		return err
	}
	return declareProvince(ctx, l.runner.Warehouse, p.Province.Own)
}

// Provinces says of which provinces a folder is.
type Provinces struct {
	Several bool
	Own     string   // code of the folder's own; "" = nobody has said which
	Held    []string // codes of those that it holds anything of, in order
}

// ProvincesOf reads from the newest edition of which provinces a folder is. It needs no lock.
func ProvincesOf(ctx context.Context, folder edition.Folder) (Provinces, error) {
	var p Provinces
	err := warehouse.InNewest(ctx, folder, func(conn *sql.Conn) (err error) {
		published := warehouse.Warehouse{Conn: conn}
		if p.Own, err = published.Meta(ctx, warehouse.MetaProvince); err != nil {
			return err
		}
		how, err := published.Meta(ctx, warehouse.MetaProvinces)
		if err != nil {
			return err
		}
		p.Several = how == warehouse.SeveralProvinces
		return warehouse.Each(ctx, conn, checks.Get("provinces", "holding"), nil, func(rows *sql.Rows) error {
			var code string
			err := rows.Scan(&code)
			p.Held = append(p.Held, code)
			return err
		})
	})
	if errors.Is(err, edition.ErrNone) {
		err = nil
	}
	return p, err
}

// setProvince lets the checks know the province of the load.
func setProvince(ctx context.Context, conn *sql.Conn, of string) error {
	_, err := warehouse.Run(ctx, conn, checks.Get("stage", "province"), warehouse.Params{"province": of})
	return err
}

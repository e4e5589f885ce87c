package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"luanphien/ingest/header"
	"luanphien/ingest/provinces"
	"luanphien/ingest/rule"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
)

// A folder is of one province unless it is made for several. Its own province is the first that it is told of. In a folder of
// several provinces each load is of one of them, the folder's own unless said otherwise; only a list of stations may name
// those of several. The codes of units and workers are unique within a province: those of another province than the folder's
// own are kept with that one's code and a colon before them, so that equal codes of two provinces are two. Codes of stations
// are unique in the country, and a decision is known by its number and the station that it sends to.

// The values of Meta.Provinces.
const (
	OneProvince      = "one"
	SeveralProvinces = "many"
)

// province is how the load under way stands to the provinces of the folder.
type province struct {
	own     string // the folder's own; "" = nobody has said which
	of      string // of the load, as stored; "" where the folder's own is not known
	several bool
}

// prefix stands before the codes of units and workers of the load.
func (p province) prefix() string {
	if p.of == p.own {
		return ""
	}
	return p.of + ":"
}

// provinceOf finds the province of a load, and refuses one that the folder is not for.
func (r *runner) provinceOf(ctx context.Context) (province, error) {
	own, err := r.meta(ctx, metaProvince)
	if err != nil {
		return province{}, err
	}
	mode, err := r.meta(ctx, metaProvinces)
	if err != nil {
		return province{}, err
	}
	p := province{own: own, of: own, several: mode == SeveralProvinces}
	given := r.options.Province
	if given == "" {
		return p, nil
	}
	code, ok := provinces.Code(given)
	switch {
	case !ok:
		vi, en := rule.ProvinceCode.Say(given)
		return p, &Error{VI: vi, EN: en, Option: "--province-code"}
	case own == "":
		return province{own: code, of: code, several: p.several}, r.declareProvince(ctx, code)
	case code != own && !p.several:
		return p, anotherProvince(own, code)
	}
	p.of = code
	return p, nil
}

// declareProvince says which province is the folder's own. What was loaded before belongs to it.
func (w *warehouse) declareProvince(ctx context.Context, code string) error {
	if err := w.setMeta(ctx, metaProvince, code); err != nil {
		return err
	}
	for _, step := range []string{"own_stations", "own_units", "own_workers", "own_targets", "own_rebases"} {
		if _, err := run(ctx, w.conn, checks.Get("provinces", step), params{"province": code}); err != nil {
			return fmt.Errorf("keep the province of the folder (%s): %w", step, err)
		}
	}
	return nil
}

func anotherProvince(own, code string) *Error {
	vi, en := provinces.Another(own, code)
	return &Error{VI: vi, EN: en, Option: "--provinces many"}
}

// provinceField is the column in which a row says of which province it is.
const provinceField = "province_code"

// namesProvinces tells whether the tables of a part have the column of provinces.
func (p *part) namesProvinces() bool { return hasColumn(p.tables, provinceField) }

// otherProvinces refuses the rows of facts that name another province than the load's: the station of that name there is
// another. The lists judge their own rows.
func (r *runner) otherProvinces(ctx context.Context, kind header.Kind, p *part) error {
	if field, _ := kind.Field(provinceField); !field.Aside || !p.namesProvinces() {
		return nil
	}
	for _, step := range []string{"judged_otherwise", "refuse_other"} {
		if _, err := r.conn.ExecContext(ctx, checks.Get("provinces", step)); err != nil {
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
	codes, err := l.texts(ctx, checks.Get("provinces", "named"), nil)
	if err != nil || len(codes) == 0 {
		return err
	}
	of := p.province
	if of.own == "" {
		return l.firstProvince(ctx, kind, p, codes)
	}
	if of.several {
		return nil
	}
	for code := range codes {
		if code != of.own {
			return anotherProvince(of.own, code)
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
		return &Error{VI: vi, EN: en, Option: "--province-code 11"}
	}
	code := ""
	for c := range codes {
		code = c
	}
	var held provinces.Held
	if err := one(ctx, l.conn, checks.Get("provinces", "unsaid"), nil, &held.Stations, &held.Units, &held.Workers); err != nil {
		return err
	}
	field, _ := kind.Field(provinceField)
	switch {
	case held.Any() && !(kind.Name == "stations" && held.SaidBy(p.Corrected+p.Unchanged)):
		vi, en := held.Unsaid(code)
		return &Error{VI: vi, EN: en, Option: "--province-code"}
	case field.Aside:
		return nil // there is nothing yet that its rows may be of
	}
	p.province.own, p.province.of = code, code
	return nil
}

// keepProvince writes down the province that a part has named first.
func (l *fileLoad) keepProvince(ctx context.Context, p *part) error {
	known, err := l.meta(ctx, metaProvince)
	if err != nil || known == p.province.own {
		return err
	}
	return l.declareProvince(ctx, p.province.own)
}

// setProvinces makes a folder one for several provinces, or for one alone where it holds no other.
func (w *warehouse) setProvinces(ctx context.Context, how string) error {
	if how != OneProvince && how != SeveralProvinces {
		return &Error{
			VI:     fmt.Sprintf("«%s» không nói được thư mục dành cho một hay nhiều tỉnh: hãy ghi one (một tỉnh) hoặc many (nhiều tỉnh).", how),
			EN:     fmt.Sprintf("“%s” does not say for how many provinces the folder is: write one or many.", how),
			Option: "--provinces",
		}
	}
	var held int
	if err := one(ctx, w.conn, checks.Get("provinces", "held"), nil, &held); err != nil {
		return err
	}
	if how == OneProvince && held > 1 {
		return &Error{
			VI: fmt.Sprintf("Thư mục này đang chứa số liệu của %d tỉnh, không thể đổi thành thư mục của một tỉnh.", held),
			EN: fmt.Sprintf("This folder holds data of %d provinces; it cannot become one for a single province.", held),
		}
	}
	return w.setMeta(ctx, metaProvinces, how)
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
	err := inNewest(ctx, folder, func(conn *sql.Conn) (err error) {
		published := warehouse{conn: conn}
		if p.Own, err = published.meta(ctx, metaProvince); err != nil {
			return err
		}
		how, err := published.meta(ctx, metaProvinces)
		if err != nil {
			return err
		}
		p.Several = how == SeveralProvinces
		return each(ctx, conn, checks.Get("provinces", "holding"), nil, func(rows *sql.Rows) error {
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

// readProvince reads a cell that names a province.
func readProvince(text string, c *cell) {
	var ok bool
	if c.Code, ok = provinces.Code(text); !ok {
		c.Rule = rule.ProvinceCode
	}
}

// setProvince lets the checks know the province of the load.
func setProvince(ctx context.Context, conn *sql.Conn, of string) error {
	_, err := run(ctx, conn, checks.Get("stage", "province"), params{"province": of})
	return err
}

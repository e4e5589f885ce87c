package read

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"luanphien/ingest/read/streams"
)

// errLateShared says that what the values have in common stands behind them: they are to be read again.
var errLateShared = errors.New("what the values share stands behind them")

// read goes through {"dataValues": [...], ...}, value by value. The decoder is strict: a name twice in an object, text that
// is not UTF-8 and anything after the end are errors. The parts of a set that hold for all its values may stand before them
// or behind.
func (p *parting) read(source io.Reader) error {
	d := jsontext.NewDecoder(&streams.Short{Source: bufio.NewReaderSize(source, chunk), Longest: maxRecord})
	found, late := false, false
	err := eachMember(d, func(name string) error {
		switch name {
		case "dataValues":
			found = true
			return p.readValues(d)
		case "orgUnit", "period", "attributeOptionCombo":
			before := p.shared
			err := p.shared.take(d, name)
			late = late || found && p.shared != before
			return err
		}
		return d.SkipValue()
	})
	if err != nil {
		return err
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return errors.Join(errors.New("there is something after the end"), err)
	}
	if !found {
		return errors.New("no dataValues")
	}
	if late {
		return errLateShared
	}
	return p.flush()
}

// eachMember hands the name of every member of the object that comes next to f, which reads the value.
func eachMember(d *jsontext.Decoder, f func(name string) error) error {
	if err := want(d, '{'); err != nil {
		return err
	}
	for d.PeekKind() != '}' {
		name, err := d.ReadToken()
		if err != nil {
			return err
		}
		if err := f(name.String()); err != nil {
			return err
		}
	}
	return want(d, '}')
}

func (p *parting) readValues(d *jsontext.Decoder) error {
	if err := want(d, '['); err != nil {
		return err
	}
	for d.PeekKind() != ']' {
		v := p.shared
		if err := eachMember(d, func(name string) error { return v.take(d, name) }); err != nil {
			return err
		}
		p.values++
		if err := p.part(v); err != nil {
			return err
		}
	}
	return want(d, ']')
}

// take reads a member of a value.
func (v *dataValue) take(d *jsontext.Decoder, name string) error {
	var into *string
	switch name {
	case "dataElement":
		into = &v.DataElement
	case "period":
		into = &v.Period
	case "orgUnit":
		into = &v.OrgUnit
	case "categoryOptionCombo":
		into = &v.Combo
	case "attributeOptionCombo":
		into = &v.Attribute
	case "value":
		into = &v.Value
	case "deleted":
		var word string
		if err := scalar(d, &word); err != nil {
			return err
		}
		v.Deleted = word == "true"
		return nil
	default:
		return d.SkipValue()
	}
	return scalar(d, into)
}

// scalar reads a text, a number, true or false; null is blank. A list or an object is an error.
func scalar(d *jsontext.Decoder, into *string) error {
	t, err := d.ReadToken()
	if err != nil {
		return err
	}
	switch t.Kind() {
	case 'n':
		*into = ""
	case '"', '0', 't', 'f':
		*into = t.String()
	default:
		return fmt.Errorf("%v where a value should be", t)
	}
	return nil
}

func want(d *jsontext.Decoder, kind jsontext.Kind) error {
	t, err := d.ReadToken()
	if err != nil {
		return err
	}
	if t.Kind() != kind {
		return fmt.Errorf("%v where %v should be", t, kind)
	}
	return nil
}

package brief

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"html/template"
)

//go:embed brief.html
var markup string

var sheet = template.Must(template.New("brief").Funcs(template.FuncMap{"data": data}).Parse(markup))

// data is a picture as an address of itself, so that the page is one file.
func data(png []byte) template.URL {
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(png))
}

// page writes the sheet for a browser: one file that prints on one sheet and asks for nothing.
func page(s *Sheet) ([]byte, error) {
	var b bytes.Buffer
	err := sheet.Execute(&b, s)
	return b.Bytes(), err
}

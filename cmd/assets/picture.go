package main

import (
	"errors"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// pictureName is the script that the program itself runs to draw charts without a browser. It lies in a folder of its
// own, so that it is not among the files served to pages.
const pictureName = "server/picture.js"

// pictureEntry is the file it is made from.
const pictureEntry = "scripts/picture.js"

// bundlePicture makes that script, from the same functions that the pages' script is made of, in the language level
// that the program's interpreter knows.
func bundlePicture(web, dist string) error {
	result := api.Build(api.BuildOptions{
		EntryPoints:      []string{filepath.Join(web, filepath.FromSlash(pictureEntry))},
		Outfile:          filepath.Join(dist, filepath.FromSlash(pictureName)),
		Bundle:           true,
		Write:            true,
		MinifySyntax:     true,
		MinifyWhitespace: true,
		Format:           api.FormatIIFE,
		Platform:         api.PlatformNeutral,
		MainFields:       []string{"module", "main"},
		Target:           api.ES2017,
		Loader:           map[string]api.Loader{".css": api.LoaderText}, // the colours of tokens.css
		Define:           map[string]string{"process.env.NODE_ENV": `"production"`},
		LegalComments:    api.LegalCommentsNone,
		LogLevel:         api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}), "\n"))
	}
	return nil
}

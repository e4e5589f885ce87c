package main

import (
	"os"
	"path/filepath"
)

// fontsPackage has the fonts of documents to print, which no page asks for.
const fontsPackage = "@expo-google-fonts/tinos"

// copyFonts puts them beside the script of the pictures.
func copyFonts(web, dist string) error {
	for _, name := range []string{"400Regular/Tinos_400Regular.ttf", "700Bold/Tinos_700Bold.ttf"} {
		body, err := os.ReadFile(filepath.Join(web, "node_modules", filepath.FromSlash(fontsPackage), filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dist, "server", filepath.Base(name)), body, 0o644); err != nil {
			return err
		}
	}
	return nil
}

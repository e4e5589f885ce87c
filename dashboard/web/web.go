// Package web holds the bundle of scripts, styles and fonts that «make assets» builds.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Bundle is the bundle's folder; without a build it holds no manifest.
func Bundle() (fs.FS, error) { return fs.Sub(dist, "dist") }

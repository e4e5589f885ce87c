package notices

import (
	"regexp"
	"slices"
	"strings"
)

// kinds tell a licence by words that stand in its text and in no other's; the first that fits counts. The GNU licences,
// told by their titles, come first, since some files hold them beside another.
var kinds = []struct {
	name  string
	words *regexp.Regexp
}{
	{"AGPL", regexp.MustCompile(`GNU AFFERO GENERAL PUBLIC LICENSE Version \d`)},
	{"LGPL", regexp.MustCompile(`GNU LESSER GENERAL PUBLIC LICENSE Version \d`)},
	{"GPL", regexp.MustCompile(`GNU GENERAL PUBLIC LICENSE Version \d`)},
	{"MPL-2.0", regexp.MustCompile(`(?i)mozilla public license,? version 2\.0`)},
	{"Apache-2.0", regexp.MustCompile(`(?i)apache license,?\s+version 2\.0`)},
	{"OFL-1.1", regexp.MustCompile(`(?i)sil open font license`)},
	{"MIT", regexp.MustCompile(`(?i)permission is hereby granted, free of charge, to any person obtaining a copy`)},
	{"BSD", regexp.MustCompile(`(?i)redistribution and use in source and binary forms`)},
	{"ISC", regexp.MustCompile(`(?i)permission to use, copy, modify, and( or)? distribute this software`)},
	{"public domain", regexp.MustCompile(`(?i)this is free and unencumbered software|cc0 1\.0|released into the public domain|dedicated to the public domain`)},
}

// Allowed are the licences under which the program may be given away as it is: with their texts, without its own source
// falling under them.
var Allowed = []string{"MPL-2.0", "Apache-2.0", "OFL-1.1", "MIT", "BSD", "ISC", "public domain"}

var blanks = regexp.MustCompile(`[\s*#/]+`)

// Kind names the licence of a text; "" = none that is known here.
func Kind(text string) string {
	text = blanks.ReplaceAllString(text, " ")
	for _, k := range kinds {
		if k.words.MatchString(text) {
			return k.name
		}
	}
	return ""
}

// additional are the names of files that stand beside a licence and are none.
var additional = regexp.MustCompile(`(?i)^(notice|patents)`)

// Refused gives what is wrong with the licences of a package, "" where all are allowed.
func Refused(texts []Text) string {
	known := false
	for _, t := range texts {
		kind := Kind(t.Content)
		switch {
		case slices.Contains(Allowed, kind):
			known = true
		case kind != "":
			return t.File + ": " + kind
		}
	}
	if known {
		return ""
	}
	var names []string
	for _, t := range texts {
		if !additional.MatchString(t.File) {
			names = append(names, t.File)
		}
	}
	return "unknown licence in " + strings.Join(names, ", ")
}

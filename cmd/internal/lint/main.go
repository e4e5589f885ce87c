// Command lint holds the code to what neither go vet nor staticcheck looks for. «make lint» runs it by way of go vet, which
// keeps what it found of packages that did not change:
//
//	go build -o bin/lint ./cmd/internal/lint && go vet -vettool=bin/lint ./...
//
// Which checks of Go code there are, and why, stands here.
//
// go vet: all of its own checks.
//
// staticcheck (staticcheck.conf: all): SA bugs, S simpler code, ST names and comments, QF code that reads better another
// way, U code that nobody uses. None is left out.
//
// This program, of golang.org/x/tools/go/analysis/passes:
//
//	nilness            a nil that is certain to be followed, and comparisons with nil that are decided already
//	unusedwrite        a field of a copy is written and then lost
//	sqlrowserr         rows of a database read to what may be an error instead of their end: figures would be too small
//	scannererr         the same of lines of a file
//	deepequalerrors    errors compared by their inside
//	reflectvaluecompare, sortslice, atomicalign: rare, and always bugs
//
// and of this project:
//
//	errorvalue         an error compared with == or by its type: the cause may be wrapped (errors.Is, errors.As)
//
// Left out, with the reason:
//
//	shadow             an inner err hides an outer one in hundreds of places, on purpose: the scope of each is a line or two
//	fieldalignment     orders fields by their size; here they stand in the order in which they are read
//	modernize, inline  suggestions that follow each release of Go; staticcheck asks for what matters of them
//	findcall, pkgfact, usesgenerics: examples and measurements, no checks
//	golangci-lint      bundles the same checks with a hundred modules more in go.mod
package main

import (
	"golang.org/x/tools/go/analysis/passes/atomicalign"
	"golang.org/x/tools/go/analysis/passes/deepequalerrors"
	"golang.org/x/tools/go/analysis/passes/nilness"
	"golang.org/x/tools/go/analysis/passes/reflectvaluecompare"
	"golang.org/x/tools/go/analysis/passes/scannererr"
	"golang.org/x/tools/go/analysis/passes/sortslice"
	"golang.org/x/tools/go/analysis/passes/sqlrowserr"
	"golang.org/x/tools/go/analysis/passes/unusedwrite"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() {
	unitchecker.Main(nilness.Analyzer, unusedwrite.Analyzer, sqlrowserr.Analyzer, scannererr.Analyzer, deepequalerrors.Analyzer,
		reflectvaluecompare.Analyzer, sortslice.Analyzer, atomicalign.Analyzer, errorValue)
}

package main

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
)

func TestErrorValue(t *testing.T) { analysistest.Run(t, analysistest.TestData(), errorValue, "a") }

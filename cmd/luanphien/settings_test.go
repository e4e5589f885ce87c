package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

var update = flag.Bool("update", false, "write the generated pages of docs/")

// The page of the settings is generated from their table, and is up to date.
func TestSettingsPage(t *testing.T) {
	const path = root + "/docs/settings.md"
	if *update {
		if err := os.WriteFile(path, []byte(settingsPage()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != settingsPage() {
		t.Errorf("%s is out of date: go test ./cmd/luanphien -run Settings -update", path)
	}
}

// Each setting is explained in both languages, and nothing else is.
func TestSettingsInBothLanguages(t *testing.T) {
	known := map[string]bool{}
	for _, s := range settings {
		known[s.Flag] = true
		if s.Help == "" || meanings[s.Flag] == "" || meanings[s.Flag] == s.Help {
			t.Errorf("--%s is not explained in both languages", s.Flag)
		}
	}
	for flag := range meanings {
		if !known[flag] {
			t.Errorf("--%s is explained and is no setting", flag)
		}
	}
}

// Every flag of every command is either in the table of settings or says by itself what a query asks.
func TestEveryFlagIsDocumented(t *testing.T) {
	known := map[string]bool{"help": true, "no-descriptions": true} // the library's own
	for _, s := range settings {
		known[s.Flag] = true
	}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			vi, en, both := strings.Cut(f.Usage, "\n")
			if f.Name == "help" {
				vi, en, both = strings.Cut(f.Usage, " – ")
			}
			if (!both || vi == "" || en == "") && f.Name != "no-descriptions" {
				t.Errorf("%s --%s is not explained in both languages: %q", c.CommandPath(), f.Name, f.Usage)
			}
			if !known[f.Name] && c.Name() != "query" && c.Name() != "indicators" && c.Name() != "report" && c.Name() != "brief" && c.Name() != "pack" {
				t.Errorf("%s --%s is not in the table of settings", c.CommandPath(), f.Name)
			}
		})
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(newRoot())
}

func TestEnvironmentSetsADefault(t *testing.T) {
	t.Setenv("LUANPHIEN_MAX_REJECT", "not a number")
	var out, errOut bytes.Buffer
	if code := Run(context.Background(), []string{"ingest", "--data", t.TempDir(), "x.csv"}, nil, &out, &errOut); code != exitUsage {
		t.Errorf("exit code %d, want %d: %s", code, exitUsage, errOut.String())
	}
	if !strings.Contains(errOut.String(), "--max-reject") {
		t.Errorf("said %q", errOut.String())
	}
}

func TestExitCodes(t *testing.T) {
	data := t.TempDir()
	for _, c := range []struct {
		args string
		code int
	}{
		{"--help", exitDone},
		{"settings", exitDone},
		{"nonsense", exitUsage},
		{"help ingest", exitDone},
		{"help user add", exitDone},
		{"help nonsense", exitUsage},
		{"help user nonsense", exitUsage},
		{"aliases", exitDone},
		{"aliases nonsense", exitUsage},
		{"completion", exitDone},
		{"completion nonsense", exitUsage},
		{"demo --province nonsense", exitUsage},
		{"ingest --provinces some x.csv", exitUsage},
		{"audit verify --data " + data + "/nonsense", exitFailed},
		{"user list --data " + data + "/nonsense", exitFailed},
		{"ingest", exitUsage},
		{"ingest --no-such-flag x.csv", exitUsage},
		{"ingest --data " + data + " no-such-file.csv", exitFailed},
	} {
		var out, errOut bytes.Buffer
		if code := Run(context.Background(), strings.Fields(c.args), nil, &out, &errOut); code != c.code {
			t.Errorf("luanphien %s: exit code %d, want %d\n%s%s", c.args, code, c.code, out.String(), errOut.String())
		}
	}
}

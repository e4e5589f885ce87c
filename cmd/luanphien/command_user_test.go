package main

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func runUser(t *testing.T, code int, in string, words []string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if got := Run(t.Context(), append([]string{"user"}, args...), strings.NewReader(in), &out, &out); got != code {
		t.Fatalf("luanphien user %s: exit code %d, want %d:\n%s", strings.Join(args, " "), got, code, out.String())
	}
	for _, w := range words {
		if !strings.Contains(out.String(), w) {
			t.Errorf("luanphien user %s: lacks %q:\n%s", strings.Join(args, " "), w, out.String())
		}
	}
	return out.String()
}

// Users are kept from the command line while the server runs.
func TestUserCommands(t *testing.T) {
	dir := t.TempDir()
	address, _ := serveAndRead(t, dir)
	host := strings.TrimPrefix(address, "http://")
	runUser(t, exitDone, "", []string{"no user yet"}, "list", "--data", dir)
	runUser(t, exitDone, secret+"\n", []string{"added: root (administrator)"}, "add", "root", "--data", dir, "--roles", "administrator", "--password-stdin")
	said := runUser(t, exitDone, "", []string{"added: an (director,analyst)"}, "add", "an", "--data", dir, "--roles", "analyst,director",
		"--full-name", "Nguyễn Thị Ân", "--listen", host)
	link := printedLink.FindString(said)
	client := newClient(t)
	if status, body := send(t, client, link, link, url.Values{"password": {secret}, "again": {secret}}); status != http.StatusOK {
		t.Fatalf("%d: %s", status, body)
	}
	runUser(t, exitDone, "", []string{"Nguyễn Thị Ân", "director,analyst", "in use"}, "list", "--data", dir)
	if body := pageText(t, client, address+"/account"); !strings.Contains(body, "Nguyễn Thị Ân") {
		t.Error(body)
	}

	said = runUser(t, exitDone, "", []string{"no longer works"}, "reset", "an", "--data", dir, "--public-url", "https://luanphien.example.vn/")
	if !strings.Contains(said, "https://luanphien.example.vn/setup/") {
		t.Errorf("said %s", said)
	}
	runUser(t, exitDone, secret+" mới\n", []string{"is set"}, "reset", "an", "--data", dir, "--password-stdin")
	logIn := func(password string) int {
		status, _ := send(t, newClient(t), address+"/login", address+"/login", url.Values{"login": {"an"}, "password": {password}})
		return status
	}
	if logIn(secret) != http.StatusUnprocessableEntity || logIn(secret+" mới") != http.StatusOK {
		t.Error("the password was not reset")
	}
	runUser(t, exitDone, "", []string{"disabled: an"}, "disable", "an", "--data", dir)
	if logIn(secret+" mới") != http.StatusUnprocessableEntity {
		t.Error("a disabled user logs in")
	}
	runUser(t, exitDone, "", []string{"enabled: an"}, "enable", "an", "--data", dir)

	runUser(t, exitFailed, "", []string{"last administrator", "cuối cùng"}, "disable", "root", "--data", dir)
	runUser(t, exitFailed, "", []string{"no user “nobody”"}, "disable", "nobody", "--data", dir)
	runUser(t, exitFailed, "ngắn\n", []string{"12 characters"}, "add", "binh", "--data", dir, "--roles", "director", "--password-stdin")
	runUser(t, exitFailed, "", []string{"no password"}, "add", "binh", "--data", dir, "--roles", "director", "--password-stdin")
	runUser(t, exitFailed, "", []string{"data_officer"}, "add", "binh", "--data", dir, "--roles", "king")
	runUser(t, exitUsage, "", nil, "add")
}

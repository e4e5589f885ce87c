package main

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestServeRefusesOtherMachines(t *testing.T) {
	for _, args := range []string{"--listen 0.0.0.0:0", "--listen :0 --public-url https://luanphien.example.vn", "--listen 127.0.0.1:0 --tls-cert missing.pem"} {
		code, printed := runProgram(t, append([]string{"serve", "--data", t.TempDir()}, strings.Fields(args)...)...)
		if lines := strings.Split(strings.TrimSpace(printed), "\n"); code != exitFailed || len(lines) != 2 {
			t.Errorf("%s: %d: %s", args, code, printed)
		}
	}
	code, printed := runProgram(t, "serve", "--data", t.TempDir(), "--listen", "0.0.0.0:0")
	if code != exitFailed || !strings.Contains(printed, "127.0.0.1") || !strings.Contains(printed, "không mã hóa") || !strings.Contains(printed, "in the clear") {
		t.Errorf("%d: %s", code, printed)
	}
	if code, printed := runProgram(t, "serve", "--data", t.TempDir(), "--behind-proxy", "proxy.local"); code != exitUsage || !strings.Contains(printed, "10.0.0.5") {
		t.Errorf("%d: %s", code, printed)
	}
	for flag, texts := range map[string][]string{
		"--public-url":       {"luanphien.example.vn", "http://luanphien.example.vn", "javascript:alert(1)", "https://luanphien.example.vn/x", "https://luanphien.example.vn?x", "https://an:mk@luanphien.example.vn"},
		"--security-contact": {"it@syt.example.vn", "javascript:alert(1)", "mailto:it@syt.example.vn\nExpires: 2099-01-01", "mailto:"},
	} {
		for _, text := range texts {
			if code, printed := runProgram(t, "serve", "--data", t.TempDir(), "--listen", "127.0.0.1:0", flag, text); code != exitUsage || !strings.Contains(printed, flag) || !strings.Contains(printed, "takes the form") {
				t.Errorf("%s %q: %d: %s", flag, text, code, printed)
			}
		}
	}
	if code, printed := runProgram(t, "serve", "--data", t.TempDir(), "--session-idle", "soon"); code != exitUsage || !strings.Contains(printed, "--session-idle") {
		t.Errorf("%d: %s", code, printed)
	}
}

var printedLink = regexp.MustCompile(`http://\S+/setup/\S+`)

const secret = "ba con mèo ngồi học bài"

// The first start prints a link that creates the administrator, who then reads what to do before there is any data.
func TestFirstStart(t *testing.T) {
	dir := t.TempDir()
	address, said := serveAndRead(t, dir)
	link := printedLink.FindString(said)
	if !strings.HasPrefix(link, address+"/setup/") || !strings.Contains(said, "there is no user yet") || !strings.Contains(said, "Chưa có người dùng nào") {
		t.Fatalf("the start says:\n%s", said)
	}
	client := newClient(t)
	if body := pageText(t, client, address+"/?lang=en"); strings.Contains(body, "/data/upload") || strings.Contains(body, "Accounts of the demo") {
		t.Error("nobody is signed in, yet the page shows something")
	}
	status, body := send(t, client, link, link, url.Values{"login": {"root"}, "name": {"Quản trị"}, "password": {secret}, "again": {secret}})
	if status != 200 || !strings.Contains(body, `href="/data/upload"`) {
		t.Fatalf("%d: %s", status, body)
	}
	if body := pageText(t, client, address+"/users"); !strings.Contains(body, "<code>root</code>") {
		t.Error(body)
	}
	if _, said := serveAndRead(t, dir); strings.Contains(said, "/setup/") {
		t.Errorf("the second start says:\n%s", said)
	}
}

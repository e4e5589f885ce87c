package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A provider that is stated by halves, or whose secret lies open, is refused at the start.
func TestProviderSettings(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	whole := "--oidc-issuer https://id.syt.vn --oidc-client luanphien --public-url https://luanphien.syt.vn "
	for args, want := range map[string]string{
		"--oidc-issuer https://id.syt.vn --oidc-client luanphien":                      "--public-url",
		"--oidc-issuer https://id.syt.vn --public-url https://luanphien.syt.vn":        "--oidc-client",
		"--oidc-issuer http://id.syt.vn --oidc-client x --public-url https://l.syt.vn": "https",
		whole + "--oidc-secret-file " + filepath.Join(folder, "missing"):               "cannot be read",
		whole + "--oidc-secret-file " + write("open", "bí-mật-của-tệp", 0o644):         "chmod 600",
		whole + "--oidc-secret-file " + write("empty", "\n", 0o600):                    "is empty",
		whole + "--listen 0.0.0.0:0 --oidc-secret-file " + write("right", "s", 0o600):  "in the clear", // it comes to that only when the rest is right
	} {
		code, printed := runProgram(t, append([]string{"serve", "--data", t.TempDir(), "--listen", "127.0.0.1:0"}, strings.Fields(args)...)...)
		if code == exitDone || !strings.Contains(printed, want) || strings.Contains(printed, "bí-mật") {
			t.Errorf("%s: %d: %s", args, code, printed)
		}
	}
}

//go:build unix

package analytics

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// debianPostgres is where Debian's package postgresql-15 puts the server's programs.
const debianPostgres = "/usr/lib/postgresql/15/bin"

// startPostgres starts a server on loopback in a folder of its own and gives its connection string. The server refuses
// to run as root, so that it runs as the user postgres then.
func startPostgres(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(debianPostgres, "initdb")); err != nil {
		missing := "PostgreSQL 15 is not installed (apt-get install postgresql-15), and LUANPHIEN_POSTGRES names no server"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	folder, err := os.MkdirTemp("", "two-engines-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	credential := postgresUser(t, folder)
	run := func(program string, args ...string) {
		t.Helper()
		cmd := exec.Command(filepath.Join(debianPostgres, program), args...)
		cmd.Dir = folder
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: credential}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", program, err, out)
		}
	}
	data, port := filepath.Join(folder, "data"), freePort(t)
	run("initdb", "-D", data, "-U", "luanphien", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
	options := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off -c jit=off", port, folder)
	run("pg_ctl", "-D", data, "-w", "-l", filepath.Join(folder, "log"), "-o", options, "start")
	t.Cleanup(func() { run("pg_ctl", "-D", data, "-m", "immediate", "stop") })
	return fmt.Sprintf("postgres://luanphien@127.0.0.1:%d/postgres?sslmode=disable", port)
}

// postgresUser hands the folder to the user that the server must run as; nil = this one.
func postgresUser(t *testing.T, folder string) *syscall.Credential {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Fatal(err)
	}
	id, err := strconv.Atoi(u.Uid)
	if err != nil {
		t.Fatal(err)
	}
	group, err := strconv.Atoi(u.Gid)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(folder, id, group); err != nil {
		t.Fatal(err)
	}
	return &syscall.Credential{Uid: uint32(id), Gid: uint32(group)}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

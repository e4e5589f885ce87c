package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"luanphien/analytics/console"
	"luanphien/dashboard/browsertest"
)

// What the tests of the program share: the demo province, loaded once, and a server on it.

// runProgram runs the program and returns its exit code and what it printed on both streams.
func runProgram(t testing.TB, args ...string) (code int, printed string) {
	t.Helper()
	var out bytes.Buffer
	code = Run(t.Context(), args, strings.NewReader(""), &out, &out)
	return code, out.String()
}

var loadedDemo struct {
	once sync.Once
	dir  string
	err  string
}

// asProgram makes the test binary behave as the program itself, for tests that need a second process.
const asProgram = "LUANPHIEN_TEST_AS_PROGRAM"

// beforeProgram is what a test binary does before it behaves as the program.
var beforeProgram = func() {}

// TestMain removes what the tests share.
func TestMain(m *testing.M) {
	if console.IsChild(os.Args) {
		console.Main()
	}
	if os.Getenv(asProgram) != "" {
		beforeProgram()
		os.Exit(runProcess())
	}
	code := m.Run()
	browsertest.Close()
	if loadedDemo.dir != "" {
		_ = os.RemoveAll(loadedDemo.dir)
	}
	os.Exit(code)
}

// demoData is a data folder that holds the demo province; tests must not load into it.
func demoData(t testing.TB) string {
	t.Helper()
	loadedDemo.once.Do(func() {
		dir, err := os.MkdirTemp("", "luanphien-demo-")
		if err != nil {
			loadedDemo.err = err.Error()
			return
		}
		loadedDemo.dir = dir
		if code, printed := runProgram(t, "demo", "--data", filepath.Join(dir, "data")); code != exitDone {
			loadedDemo.err = printed
		}
	})
	if loadedDemo.err != "" {
		t.Fatal(loadedDemo.err)
	}
	return filepath.Join(loadedDemo.dir, "data")
}

var printedAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// serve starts the real program on a free port and returns its address; the server ends with the test. Where it shows the
// demo, fetch asks it as the director.
func serve(t testing.TB, dir string) string {
	t.Helper()
	address, _ := serveAndRead(t, dir)
	signIn(t, address, "lanhdao")
	return address
}

// serveAndRead starts the program like serve and returns also what it printed at its start.
func serveAndRead(t testing.TB, dir string, args ...string) (address, said string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	read, write := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, append([]string{"serve", "--data", dir, "--listen", "127.0.0.1:0"}, args...), strings.NewReader(""), write, write)
		write.Close()
	}()
	t.Cleanup(func() {
		stop()
		select {
		case <-ended:
		case <-time.After(20 * time.Second):
			t.Error("the server does not stop")
		}
	})
	lines := bufio.NewScanner(read)
	var printed []string
	for lines.Scan() {
		printed = append(printed, lines.Text())
		if address := printedAddress.FindString(lines.Text()); address != "" && strings.Contains(lines.Text(), "dashboard is at") {
			go func() { _, _ = io.Copy(io.Discard, read) }()
			return address, strings.Join(printed, "\n")
		}
	}
	t.Fatalf("the server printed no address (%v):\n%s", lines.Err(), strings.Join(printed, "\n"))
	return "", ""
}

func serveDemo(t *testing.T) string {
	t.Helper()
	return serve(t, demoData(t))
}

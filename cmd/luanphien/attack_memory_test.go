package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"luanphien/queries/soak"
)

// What the server may hold at its peak, whatever is asked of it.
const (
	mostResident = 1500 << 20
	mostPage     = 16 << 20 // of a page's bytes
)

// heavyStatements are those whose results, names or errors are large. Each is asked as a page or a file, in a long run of
// the tests as all three.
var heavyStatements = []string{
	`SELECT repeat('"', 2000000) FROM range(150)`,                       // escaped, each sign is five
	`SELECT repeat('ế', 60000) FROM range(10000)`,                       // cells below the limit of one
	`SELECT repeat('x', 250000000)`,                                     // one cell
	`SELECT repeat('x', 200000000), repeat('y', 200000000)`,             // two of them
	`SELECT list(repeat('x', 1000)) FROM range(100000)`,                 // a list, written as JSON
	`SELECT repeat('\x00\xFF', 20000000)::BLOB`,                         // bytes, written as hex
	`SELECT CAST(repeat('x', 100000000) AS INTEGER)`,                    // in the words of an error
	`SELECT error(repeat('x', 100000000))`,                              // chosen words of an error
	`SELECT ` + strings.Repeat(`i,`, 9000) + `i FROM range(10000) r(i)`, // many columns
	deepType(18),
	`EXPLAIN SELECT ` + strings.Repeat(`i + `, 4000) + `1 FROM range(10) r(i)`,
	`SELECT i, repeat('<', 800) FROM range(10000) r(i)`,
}

// deepType gives a value whose type doubles its name with each step.
func deepType(steps int) string {
	from := `SELECT 1 AS a`
	for range steps {
		from = `SELECT {'l': a, 'r': a} AS a FROM (` + from + `)`
	}
	return from
}

// The server's peak of resident memory is bounded whatever a person asks of the SQL page, alone and several at once.
func TestAttacksOnMemory(t *testing.T) {
	soak.Long(t)
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc")
	}
	address, peak := serveProcess(t, demoData(t))
	signIn(t, address, "phantich")
	client := clientOf(address)
	token := formToken.FindStringSubmatch(pageText(t, client, address+"/sql"))[1]
	var group sync.WaitGroup
	places := make(chan struct{}, 6)
	random, forms := soak.Random(t), []string{"", "csv", "xlsx"}
	for _, sql := range soak.Sample(t, heavyStatements, len(heavyStatements)/4) {
		if !soak.All() {
			forms = []string{[]string{"", "csv", "xlsx"}[random.IntN(3)]}
		}
		for _, as := range forms {
			places <- struct{}{}
			group.Go(func() {
				defer func() { <-places }()
				answer, err := client.PostForm(address+"/sql", url.Values{"csrf": {token}, "sql": {sql}, "as": {as}})
				if err != nil {
					t.Errorf("%.60s as %q: %v", sql, as, err)
					return
				}
				defer answer.Body.Close()
				n, err := io.Copy(io.Discard, answer.Body)
				if err != nil || answer.StatusCode >= http.StatusInternalServerError {
					t.Errorf("%.60s as %q: %d, %v", sql, as, answer.StatusCode, err)
				}
				if strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") && n > mostPage {
					t.Errorf("%.60s as %q: a page of %d MB", sql, as, n>>20)
				}
				t.Logf("%.60s as %q: %d, %d KB; the peak is now %d MB", sql, as, answer.StatusCode, n>>10, peak()>>20)
			})
		}
	}
	group.Wait()
	if most := peak(); most == 0 || most > mostResident {
		t.Errorf("the server held %d MB", most>>20)
	}
}

// servers are the processes that serveProcess started, by address.
var servers sync.Map

// killServer ends a server as the loss of power would.
func killServer(t *testing.T, address string) {
	t.Helper()
	p, ok := servers.Load(address)
	if !ok {
		t.Fatal("no server at", address)
	}
	if err := p.(*os.Process).Kill(); err != nil {
		t.Fatal(err)
	}
}

// serveProcess starts the program as a process of its own and gives its address, and what tells its peak of resident
// memory, bytes.
func serveProcess(t *testing.T, dir string, args ...string) (address string, peak func() int64) {
	t.Helper()
	cmd := exec.Command(os.Args[0], append([]string{"serve", "--data", dir, "--listen", "127.0.0.1:0"}, args...)...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // killed
	})
	lines := bufio.NewScanner(out)
	for address == "" && lines.Scan() {
		if found := printedAddress.FindString(lines.Text()); strings.Contains(lines.Text(), "dashboard is at") {
			address = found
		}
	}
	if address == "" {
		t.Fatal("the server printed no address: ", lines.Err())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	servers.Store(address, cmd.Process)
	return address, func() int64 { return residentPeak(cmd.Process) }
}

// residentPeak is the most resident memory that a running process held, bytes. What the system keeps of an ended child
// counts its parent's memory at the start, too.
func residentPeak(p *os.Process) int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(b), "VmHWM:")
	kilobytes, _ := strconv.ParseInt(strings.Fields(after + " 0")[0], 10, 64)
	return kilobytes << 10
}

// runMeasured runs a command to its end and gives what it said and the most resident memory seen, bytes.
func runMeasured(cmd *exec.Cmd) (said []byte, held int64, err error) {
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		return nil, 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			return out.Bytes(), held, err
		case <-time.After(5 * time.Millisecond):
			held = max(held, residentPeak(cmd.Process))
		}
	}
}

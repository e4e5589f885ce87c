package console

import (
	"errors"
	"os"
	"os/exec"
	"sync"
)

// process is one process of the console: it serves one statement, or none.
type process struct {
	command *exec.Cmd
	folder  string
	in, out *os.File
	said    *tail
	gone    chan struct{} // closed when it has ended
}

// start starts a process in an empty folder of its own, without the program's environment.
func start(o Options) (*process, error) {
	folder, err := os.MkdirTemp(o.TempDir, "luanphien-console-")
	if err != nil {
		return nil, err
	}
	p := &process{folder: folder, said: &tail{}, gone: make(chan struct{})}
	if err := p.launch(o.Command); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	go func() {
		_ = p.command.Wait() // how it ended stands in ProcessState
		_ = os.RemoveAll(p.folder)
		close(p.gone)
	}()
	return p, nil
}

func (p *process) launch(command []string) error {
	theirIn, in, err := os.Pipe()
	if err != nil {
		return err
	}
	defer theirIn.Close()
	out, theirOut, err := os.Pipe()
	if err != nil {
		return errors.Join(err, in.Close())
	}
	defer theirOut.Close()
	p.in, p.out = in, out
	p.command = exec.Command(command[0], command[1:]...)
	p.command.Dir = p.folder
	// MALLOC_ARENA_MAX: each arena of the C library reserves 64 MB of address space, which the limit counts.
	p.command.Env = []string{"HOME=.", "TMPDIR=.", "MALLOC_ARENA_MAX=2", "LC_ALL=C.UTF-8", "TZ=" + os.Getenv("TZ")}
	p.command.Stdin, p.command.Stdout, p.command.Stderr = theirIn, theirOut, p.said
	if err := p.command.Start(); err != nil {
		return errors.Join(err, in.Close(), out.Close())
	}
	return nil
}

// alive tells whether a process in reserve is still there.
func (p *process) alive() bool {
	select {
	case <-p.gone:
		return false
	default:
		return true
	}
}

func (p *process) kill() { _ = p.command.Process.Kill() } // a process that has ended needs no killing

// end kills the process, waits for it and closes the pipes.
func (p *process) end() {
	p.kill()
	<-p.gone
	_ = p.in.Close()
	_ = p.out.Close()
}

// tail keeps the last bytes that were written to it.
type tail struct {
	mu   sync.Mutex
	text []byte
}

// kept is how much of what a process says is kept for the log, bytes.
const kept = 16 << 10

// Write never fails.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, b...)
	if over := len(t.text) - kept; over > 0 {
		t.text = append(t.text[:0], t.text[over:]...)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}

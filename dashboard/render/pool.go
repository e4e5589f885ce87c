package render

import (
	"context"
	"fmt"
	"sync"

	"github.com/dop251/goja"

	"luanphien/dashboard/render/typeface"
)

// scriptName is the script in the bundle (cmd/assets).
const scriptName = "server/picture.js"

// pool keeps interpreters. Each is made when first needed, and used by one goroutine at a time.
type pool struct {
	permits chan struct{} // one for each that may be at work
	fonts   typeface.Family
	program func() (*goja.Program, error)

	mu   sync.Mutex
	idle []*interpreter
}

func newPool(source string, size int, fonts typeface.Family) *pool {
	return &pool{permits: make(chan struct{}, max(1, size)), fonts: fonts,
		program: sync.OnceValues(func() (*goja.Program, error) { return goja.Compile(scriptName, source, false) })}
}

// take waits for an interpreter; give or drop must follow.
func (p *pool) take(ctx context.Context) (*interpreter, error) {
	select {
	case p.permits <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if vm := p.ready(); vm != nil {
		return vm, nil
	}
	vm, err := p.start()
	if err != nil {
		p.drop()
	}
	return vm, err
}

// ready is the interpreter given back last, nil when all are at work.
func (p *pool) ready() *interpreter {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.idle)
	if n == 0 {
		return nil
	}
	vm := p.idle[n-1]
	p.idle = p.idle[:n-1]
	return vm
}

func (p *pool) give(vm *interpreter) {
	p.mu.Lock()
	p.idle = append(p.idle, vm)
	p.mu.Unlock()
	p.drop()
}

// drop gives up the permit of an interpreter that is not given back.
func (p *pool) drop() { <-p.permits }

// interpreter runs the pages' chart script.
type interpreter struct {
	vm   *goja.Runtime
	draw goja.Callable
}

func (p *pool) start() (*interpreter, error) {
	program, err := p.program()
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", scriptName, err)
	}
	vm := goja.New()
	nothing := func(goja.FunctionCall) goja.Value { return goja.Undefined() }
	given := map[string]any{
		"setTimeout": nothing, "clearTimeout": nothing, // a still picture waits for nothing
		"measureText": func(text, font string) float64 { return p.fonts.Width(text, typeface.ParseFont(font)) },
	}
	for name, value := range given {
		if err := vm.Set(name, value); err != nil {
			return nil, err
		}
	}
	if _, err := vm.RunProgram(program); err != nil {
		return nil, fmt.Errorf("start %s: %w", scriptName, err)
	}
	draw, ok := goja.AssertFunction(vm.Get("draw"))
	if !ok {
		return nil, fmt.Errorf("%s has no function draw", scriptName)
	}
	return &interpreter{vm, draw}, nil
}

// run draws one request and returns the SVG. When ctx ends, the script is broken off.
func (i *interpreter) run(ctx context.Context, request string) (string, error) {
	stop := context.AfterFunc(ctx, func() { i.vm.Interrupt(ctx.Err()) })
	result, err := i.draw(goja.Undefined(), i.vm.ToValue(request))
	if !stop() {
		return "", ctx.Err()
	}
	if err != nil {
		return "", fmt.Errorf("draw the chart: %w", err)
	}
	return result.String(), nil
}

package outflow

import (
	"sync"
	"testing"
)

func TestGauge(t *testing.T) {
	g := New(100, 250)
	take := func(who string, n int) *Answer { a, _ := g.Take(who, make([]byte, n)); return a }
	first := take("an", 60)
	if first == nil || take("an", 60) != nil {
		t.Fatal("one person is not bounded")
	}
	if take("binh", 90) == nil || take("chi", 90) == nil || take("dung", 20) != nil {
		t.Error("all are not bounded", g.Total())
	}
	for range 3 { // whoever closes twice frees once
		_ = first.Close()
	}
	if g.Total() != 180 || take("an", 60) == nil {
		t.Error(g.Total())
	}
	if large := New(100, 250); func() bool { _, ok := large.Take("an", make([]byte, 1000)); return !ok }() {
		t.Error("a large answer never goes")
	}
	g = New(10, 1000)
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if a, ok := g.Take("an", make([]byte, 7)); ok {
				_ = a.Close()
			}
		})
	}
	all.Wait()
	if g.Total() != 0 || len(g.of) != 0 {
		t.Error(g.Total(), g.of)
	}
}

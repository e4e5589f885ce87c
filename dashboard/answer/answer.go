// Package answer keeps rendered answers and sends them in the form that a client accepts.
package answer

import (
	"bytes"
	"compress/gzip"
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
)

// Answer is a rendered answer in the forms in which it may be sent.
type Answer struct {
	contentType string
	Disposition string
	etag        string
	status      int
	Plain       []byte
	packed      *packed // nil where packing would not make it smaller
	Cites       int     // the edition that a file to take away cites; 0 = none
	Partial     bool    // a part of it failed, so that it is not kept
}

// packed are the compressed forms of an answer. Each is made when it is first asked for: most answers are asked for in
// one of them. Who measures the answer does not wait for who compresses it.
type packed struct {
	forms [len(Encodings)]struct {
		once sync.Once
		body []byte
	}
	size atomic.Int64 // of the forms made so far, in bytes
}

// form is the body in one of encodings.
func (p *packed) form(i int, body []byte) []byte {
	f := &p.forms[i]
	f.once.Do(func() {
		f.body = Encodings[i].pack(body)
		p.size.Add(int64(len(f.body)))
	})
	return f.body
}

// Encodings are the forms of sending, those of fewer bytes first.
var Encodings = [...]struct {
	Name string
	pack func([]byte) []byte
}{{"br", packBrotli}, {"gzip", packGzip}}

func packBrotli(body []byte) []byte {
	var z bytes.Buffer
	w := brotli.NewWriterLevel(&z, 5)
	_, _ = w.Write(body) // a bytes.Buffer does not fail
	_ = w.Close()
	return z.Bytes()
}

func packGzip(body []byte) []byte {
	var z bytes.Buffer
	w, _ := gzip.NewWriterLevel(&z, gzip.DefaultCompression)
	_, _ = w.Write(body)
	_ = w.Close()
	return z.Bytes()
}

// Smallest is the size in bytes below which compressing is not worth its header.
const Smallest = 1024

// New prepares an answer, which is compressed for those who accept that.
func New(contentType string, body []byte) *Answer {
	k := NewPacked(contentType, body)
	if len(body) >= Smallest {
		k.packed = &packed{}
	}
	return k
}

// NewPacked prepares an answer that would not become smaller.
func NewPacked(contentType string, body []byte) *Answer {
	sum := sha256.Sum256(body)
	return &Answer{contentType: contentType, etag: `"` + hex.EncodeToString(sum[:12]) + `"`, status: fiber.StatusOK, Plain: body}
}

// size is the memory that the answer holds, in bytes.
func (k *Answer) size() int {
	if k.packed == nil {
		return len(k.Plain)
	}
	return len(k.Plain) + int(k.packed.size.Load())
}

// Form is the smallest form of the answer that an Accept-Encoding header accepts; encoding "" = plain.
func (k *Answer) Form(accepted string) (encoding string, body []byte) {
	if k.packed == nil {
		return "", k.Plain
	}
	for i, e := range Encodings {
		if !Accepts(accepted, e.Name) {
			continue
		}
		if form := k.packed.form(i, k.Plain); len(form) < len(k.Plain) {
			return e.Name, form
		}
	}
	return "", k.Plain
}

// Send answers with the form the client asked for, or 304 where it has this very answer.
func (k *Answer) Send(c *fiber.Ctx) error {
	c.Locals(CitedKey, k.Cites)
	h := &c.Response().Header
	h.Set(fiber.HeaderETag, k.etag)
	h.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if strings.Contains(c.Get(fiber.HeaderIfNoneMatch), k.etag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	h.SetContentType(k.contentType)
	if k.Disposition != "" {
		h.Set(fiber.HeaderContentDisposition, k.Disposition)
	}
	c.Status(k.status)
	encoding, body := k.Form(c.Get(fiber.HeaderAcceptEncoding))
	if encoding != "" {
		h.Set(fiber.HeaderContentEncoding, encoding)
	}
	c.Response().SetBodyRaw(body)
	return nil
}

// Accepts tells whether an Accept-Encoding header names the encoding without forbidding it (q=0).
func Accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) == encoding {
			q := strings.ReplaceAll(quality, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}

// Cache keeps rendered answers, the least recently used leaving first, up to a number of bytes. A key holds the
// edition, the address with its parameters (language included) and the moment where the figures depend on it, so an
// entry never goes stale; it only stops being asked for.
type Cache struct {
	mu    sync.Mutex
	Limit int
	Bytes int
	Order *list.List // of *cacheEntry, most recent first
	ByKey map[string]*list.Element
}

type cacheEntry struct {
	key    string
	answer *Answer
	size   int // in bytes, when it was last asked for
}

func NewCache(limit int) *Cache {
	return &Cache{Limit: limit, Order: list.New(), ByKey: map[string]*list.Element{}}
}

// Get returns the kept answer, or nil.
func (p *Cache) Get(key string) *Answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	e, ok := p.ByKey[key]
	if !ok {
		return nil
	}
	p.Order.MoveToFront(e)
	answer := e.Value.(*cacheEntry).answer
	p.measure(e)
	return answer
}

// Put keeps an answer, unless it alone is larger than an eighth of the room.
func (p *Cache) Put(key string, k *Answer) {
	if k.size()+len(key) > p.Limit/8 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if e, ok := p.ByKey[key]; ok {
		p.remove(e)
	}
	p.ByKey[key] = p.Order.PushFront(&cacheEntry{key: key, answer: k})
	p.measure(p.ByKey[key])
}

// measure counts an entry as large as it is now, with the forms that were asked for, and makes room for it.
func (p *Cache) measure(e *list.Element) {
	entry := e.Value.(*cacheEntry)
	size := entry.answer.size() + len(entry.key)
	p.Bytes += size - entry.size
	entry.size = size
	for p.Bytes > p.Limit {
		p.remove(p.Order.Back())
	}
}

func (p *Cache) remove(e *list.Element) {
	entry := p.Order.Remove(e).(*cacheEntry)
	delete(p.ByKey, entry.key)
	p.Bytes -= entry.size
}

type LocalKey string

const CitedKey LocalKey = "cited" // the edition that the answer cites

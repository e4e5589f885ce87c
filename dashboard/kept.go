package dashboard

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

// kept is a rendered answer in the forms in which it may be sent.
type kept struct {
	contentType string
	disposition string
	etag        string
	status      int
	plain       []byte
	packed      *packed // nil where packing would not make it smaller
	cites       int     // the edition that a file to take away cites; 0 = none
	partial     bool    // a part of it failed, so that it is not kept
}

// packed are the compressed forms of an answer. Each is made when it is first asked for: most answers are asked for in
// one of them. Who measures the answer does not wait for who compresses it.
type packed struct {
	forms [len(encodings)]struct {
		once sync.Once
		body []byte
	}
	size atomic.Int64 // of the forms made so far, in bytes
}

// form is the body in one of encodings.
func (p *packed) form(i int, body []byte) []byte {
	f := &p.forms[i]
	f.once.Do(func() {
		f.body = encodings[i].pack(body)
		p.size.Add(int64(len(f.body)))
	})
	return f.body
}

// encodings are the forms of sending, those of fewer bytes first.
var encodings = [...]struct {
	name string
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

// smallest is the size in bytes below which compressing is not worth its header.
const smallest = 1024

// keep prepares an answer, which is compressed for those who accept that.
func keep(contentType string, body []byte) *kept {
	k := keepPacked(contentType, body)
	if len(body) >= smallest {
		k.packed = &packed{}
	}
	return k
}

// keepPacked prepares an answer that would not become smaller.
func keepPacked(contentType string, body []byte) *kept {
	sum := sha256.Sum256(body)
	return &kept{contentType: contentType, etag: `"` + hex.EncodeToString(sum[:12]) + `"`, status: fiber.StatusOK, plain: body}
}

// size is the memory that the answer holds, in bytes.
func (k *kept) size() int {
	if k.packed == nil {
		return len(k.plain)
	}
	return len(k.plain) + int(k.packed.size.Load())
}

// form is the smallest form of the answer that an Accept-Encoding header accepts; encoding "" = plain.
func (k *kept) form(accepted string) (encoding string, body []byte) {
	if k.packed == nil {
		return "", k.plain
	}
	for i, e := range encodings {
		if !accepts(accepted, e.name) {
			continue
		}
		if form := k.packed.form(i, k.plain); len(form) < len(k.plain) {
			return e.name, form
		}
	}
	return "", k.plain
}

// send answers with the form the client asked for, or 304 where it has this very answer.
func (k *kept) send(c *fiber.Ctx) error {
	c.Locals(citedKey, k.cites)
	h := &c.Response().Header
	h.Set(fiber.HeaderETag, k.etag)
	h.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if strings.Contains(c.Get(fiber.HeaderIfNoneMatch), k.etag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	h.SetContentType(k.contentType)
	if k.disposition != "" {
		h.Set(fiber.HeaderContentDisposition, k.disposition)
	}
	c.Status(k.status)
	encoding, body := k.form(c.Get(fiber.HeaderAcceptEncoding))
	if encoding != "" {
		h.Set(fiber.HeaderContentEncoding, encoding)
	}
	c.Response().SetBodyRaw(body)
	return nil
}

// accepts tells whether an Accept-Encoding header names the encoding without forbidding it (q=0).
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) == encoding {
			q := strings.ReplaceAll(quality, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}

// pageCache keeps rendered answers, the least recently used leaving first, up to a number of bytes. A key holds the
// edition, the address with its parameters (language included) and the moment where the figures depend on it, so an
// entry never goes stale; it only stops being asked for.
type pageCache struct {
	mu    sync.Mutex
	limit int
	bytes int
	order *list.List // of *cacheEntry, most recent first
	byKey map[string]*list.Element
}

type cacheEntry struct {
	key    string
	answer *kept
	size   int // in bytes, when it was last asked for
}

func newPageCache(limit int) *pageCache {
	return &pageCache{limit: limit, order: list.New(), byKey: map[string]*list.Element{}}
}

// get returns the kept answer, or nil.
func (p *pageCache) get(key string) *kept {
	p.mu.Lock()
	defer p.mu.Unlock()
	e, ok := p.byKey[key]
	if !ok {
		return nil
	}
	p.order.MoveToFront(e)
	answer := e.Value.(*cacheEntry).answer
	p.measure(e)
	return answer
}

// put keeps an answer, unless it alone is larger than an eighth of the room.
func (p *pageCache) put(key string, k *kept) {
	if k.size()+len(key) > p.limit/8 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if e, ok := p.byKey[key]; ok {
		p.remove(e)
	}
	p.byKey[key] = p.order.PushFront(&cacheEntry{key: key, answer: k})
	p.measure(p.byKey[key])
}

// measure counts an entry as large as it is now, with the forms that were asked for, and makes room for it.
func (p *pageCache) measure(e *list.Element) {
	entry := e.Value.(*cacheEntry)
	size := entry.answer.size() + len(entry.key)
	p.bytes += size - entry.size
	entry.size = size
	for p.bytes > p.limit {
		p.remove(p.order.Back())
	}
}

func (p *pageCache) remove(e *list.Element) {
	entry := p.order.Remove(e).(*cacheEntry)
	delete(p.byKey, entry.key)
	p.bytes -= entry.size
}

package dashboard

import (
	"bytes"
	"compress/gzip"
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
)

// kept is a rendered answer in the forms in which it may be sent, prepared once.
type kept struct {
	contentType string
	disposition string
	etag        string
	status      int
	plain       []byte
	gzip        []byte // nil where it would not be smaller
	brotli      []byte
	cites       int // the edition that a file to take away cites; 0 = none
}

// smallest is the size in bytes below which compressing is not worth its header.
const smallest = 1024

// keep prepares an answer: its ETag (of the plain bytes) and its compressed forms.
func keep(contentType string, body []byte) *kept {
	k := keepPacked(contentType, body)
	if len(body) < smallest {
		return k
	}
	var z bytes.Buffer
	g, _ := gzip.NewWriterLevel(&z, gzip.DefaultCompression)
	_, _ = g.Write(body) // a bytes.Buffer does not fail
	_ = g.Close()
	if z.Len() < len(body) {
		k.gzip = z.Bytes()
	}
	var r bytes.Buffer
	b := brotli.NewWriterLevel(&r, 5)
	_, _ = b.Write(body)
	_ = b.Close()
	if r.Len() < len(body) {
		k.brotli = r.Bytes()
	}
	return k
}

// keepPacked prepares an answer that would not become smaller.
func keepPacked(contentType string, body []byte) *kept {
	sum := sha256.Sum256(body)
	return &kept{contentType: contentType, etag: `"` + hex.EncodeToString(sum[:12]) + `"`, status: fiber.StatusOK, plain: body}
}

// size is the memory that the answer holds, in bytes.
func (k *kept) size() int { return len(k.plain) + len(k.gzip) + len(k.brotli) }

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
	accepted := c.Get(fiber.HeaderAcceptEncoding)
	switch {
	case k.brotli != nil && accepts(accepted, "br"):
		h.Set(fiber.HeaderContentEncoding, "br")
		c.Response().SetBodyRaw(k.brotli)
	case k.gzip != nil && accepts(accepted, "gzip"):
		h.Set(fiber.HeaderContentEncoding, "gzip")
		c.Response().SetBodyRaw(k.gzip)
	default:
		c.Response().SetBodyRaw(k.plain)
	}
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
	return e.Value.(*cacheEntry).answer
}

// put keeps an answer, unless it alone is larger than an eighth of the room.
func (p *pageCache) put(key string, k *kept) {
	size := k.size() + len(key)
	if size > p.limit/8 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if e, ok := p.byKey[key]; ok {
		p.remove(e)
	}
	p.byKey[key] = p.order.PushFront(&cacheEntry{key, k})
	p.bytes += size
	for p.bytes > p.limit {
		p.remove(p.order.Back())
	}
}

func (p *pageCache) remove(e *list.Element) {
	entry := p.order.Remove(e).(*cacheEntry)
	delete(p.byKey, entry.key)
	p.bytes -= entry.answer.size() + len(entry.key)
}

package words

import (
	"encoding/json"
	"os"
	"testing"
)

// A search by the server finds the same rows as one in the page: both take the pairs of testdata/plain.json (the script's
// test is web/test/find.test.js).
func TestPlain(t *testing.T) {
	b, err := os.ReadFile("testdata/plain.json")
	if err != nil {
		t.Fatal(err)
	}
	var pairs [][2]string
	if err := json.Unmarshal(b, &pairs); err != nil || len(pairs) < 10 {
		t.Fatal(len(pairs), err)
	}
	for _, p := range pairs {
		if got := Plain(p[0]); got != p[1] {
			t.Errorf("%q: %q, want %q", p[0], got, p[1])
		}
	}
}

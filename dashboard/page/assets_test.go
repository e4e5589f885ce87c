package page

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestWithoutTheBundle(t *testing.T) {
	if _, err := loadAssets(fstest.MapFS{".gitkeep": {}}); err == nil || !strings.Contains(err.Error(), "make assets") {
		t.Errorf("the error does not say what to do: %v", err)
	}
}

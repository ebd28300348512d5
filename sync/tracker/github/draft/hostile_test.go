package draft_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/tracker/github/draft"
)

// Nobody's words make the reading of a body take long.
func TestHostileBodiesAreReadQuickly(t *testing.T) {
	for _, p := range []string{
		"[", "> ", "*a ", "![](", "<", "`", "- ", "](", "_a*", "<!--", "&", "a\n", "[a]: b\n", "`` ` ", "\\", "<a ",
		strings.Repeat("> ", 98) + "\n", strings.Repeat("- ", 98) + "a\n", strings.Repeat("1. > ", 38) + "a\n", "- a\n\n", "> a\n\n",
	} {
		body := strings.Repeat(p, 65000/len(p)) + "\n\n" + draft.Comment(marker(1))
		at := time.Now()
		if _, ok := draft.Marker(body); !ok || time.Since(at) > 5*time.Second {
			t.Errorf("%.20q: %v after %v", p, ok, time.Since(at))
		}
	}
}

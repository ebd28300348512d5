package files

import (
	"strings"
	"testing"
	"time"
)

func TestHostileBacklogsAreReadInTime(t *testing.T) {
	const size = 1 << 20
	marker := "<!-- followthrough: {\"instance\":\"test\",\"review\":\"0123456789ab\",\"action\":\"3f9a2c000000\",\"generation\":1,\"number\":1,\"key\":\"payments\\u002d3f9a2c\"} -->"
	if got := lines("payments.md", "- [ ] Alert "+marker+"\n"); len(got) != 1 {
		t.Fatalf("the marker is none: %+v", got)
	}
	for _, piece := range []string{
		"`", "` ", "`` ` ", "~a ", "~a~~b", "a~ ", "\\", "<!--", "<!-- a -->", "<a", "<a:b", "[", "[a](", "([a](b)", "<s>", "- ☒ a " + marker + "\n", "- ☑ a\n- ☒ b " + marker + "\n",
		"a ` " + marker + "\n", "- [ ] a ~b` " + marker + "\n", "`` " + marker + " ` ",
	} {
		text := "- [ ] ~" + strings.Repeat(piece, size/len(piece)) + " " + marker + "\n"
		begin := time.Now()
		lines("payments.md", text)
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("a megabyte of %q took %v", piece, took)
		} else if took > time.Second {
			t.Logf("a megabyte of %.30q took %v", piece, took)
		}
	}
}

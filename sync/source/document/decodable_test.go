package document_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/source/document"
)

// Pictures that stand in a document don't count against its size.
func TestSize(t *testing.T) {
	picture := "![graph](data:image/png;base64," + strings.Repeat("iVBORw0K", 200_000) + ")\n"
	for name, c := range map[string]struct {
		doc  string
		want string // that is said; "": it can be read
	}{
		"a picture":          {"# T\n" + picture, ""},
		"in HTML":            {"<img src=\"data:image/png;base64," + strings.Repeat("iVBORw0K", 200_000) + "\">", ""},
		"words":              {strings.Repeat("words ", 200_000), "larger than 1 MB"},
		"words behind one":   {picture + strings.Repeat("words ", 200_000), "larger than 1 MB"},
		"no picture":         {"data:" + strings.Repeat("words", 300_000), "larger than 1 MB"},
		"too many":           {strings.Repeat(picture, 6), "larger than 8 MB"},
		"a document of 1 MB": {strings.Repeat("x", document.MaxBytes), ""},
	} {
		switch err := document.Decodable([]byte(c.doc)); {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

package show

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
)

// What programs are given says the same as before and drives no terminal.
func TestJSONDrivesNoTerminal(t *testing.T) {
	words := "a\x1b[2Jb\u009b31mc\u202ed\u2066e\u200bf\u0085g\x7fh\u2028i\U000e0041j <&>"
	var out bytes.Buffer
	if err := JSON(&out, map[string]string{words: words}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsFunc(out.String(), func(r rune) bool {
		return r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp))
	}) {
		t.Errorf("signs that nobody sees stand in %q", out.String())
	}
	var back map[string]string
	if err := json.Unmarshal(out.Bytes(), &back); err != nil || back[words] != words {
		t.Errorf("reads back as %q, %v", back, err)
	}
}

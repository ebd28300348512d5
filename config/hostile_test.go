package config

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/config/tree"
)

func TestParseDuration(t *testing.T) {
	for s, want := range map[string]time.Duration{
		"0": 0, "0s": 0, "30s": 30 * time.Second, "1h30m": 90 * time.Minute, "2w": 14 * 24 * time.Hour, "1d12h": 36 * time.Hour,
	} {
		if got, err := ParseDuration(s); got != want || err != nil {
			t.Errorf("%s: got %s, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "1", "-1h", "1.5h", "1y", "1 h", "h", "1h-30m", "1H", "15251w5d", "9223372036854775808s", "∞"} {
		if got, err := ParseDuration(s); err == nil {
			t.Errorf("%q is taken for %s", s, got)
		}
	}
}

// Whatever stands in the file, reading it ends, and either gives a
// configuration or says why not.
func TestHostileFiles(t *testing.T) {
	dir := t.TempDir()
	piece := rapid.SampledFrom([]string{
		"sources:", "\n", "\n  ", "- ", "name: ", "x", "[", "]", "{", "}", ": ", "&a ", "*a", "<<: *a", "|", ">", "'", "\"", "\t",
		"!!int ", "? ", "---\n", "%", "#", "null", "${", "${HOME}", "mapping:", "teams:", "backlog:", "\x00", "\xff", "1e9", ",", "mapping: {teams: [",
	})
	rapid.Check(t, func(rt *rapid.T) {
		p := &tree.Problems{}
		pieces := strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(rt, "pieces"), "")
		d := tree.Parse("x.yaml", dir, emptyFile, []byte(pieces), p)
		c := newLoader(d, p).config()
		if err := p.Err(); err == nil && len(c.Sources) == 0 {
			rt.Fatal("a configuration without sources is taken")
		}
	})
}

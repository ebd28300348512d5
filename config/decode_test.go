package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/internal/secret"
)

type withSecret struct {
	Token secret.Secret `yaml:"token"`
}

func TestSecretsMayBeInFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "token"), []byte("from-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for yaml, want := range map[string]string{
		"token: plain": "plain", "token_file: token": "from-file", "token_file: absent": "", "other: x": "",
	} {
		got, wrong := decodeSecret(t, dir, yaml)
		value, _ := got.Reveal()
		if value != want {
			t.Errorf("%s: got %q, want %q (%s)", yaml, value, want, wrong)
		}
	}
	_, wrong := decodeSecret(t, dir, "token: hunter2\ntoken_file: token")
	if wrong != "x.yaml:2:13: token_file: token is given as well: give one of the two" {
		t.Errorf("both: %s", wrong)
	}
	_, wrong = decodeSecret(t, dir, "token: [hunter2]")
	if strings.Contains(wrong, "hunter2") || wrong == "" {
		t.Errorf("a list: %s", wrong)
	}
}

func decodeSecret(t *testing.T, dir, yaml string) (secret.Secret, string) {
	t.Helper()
	p := &problems{}
	d := &document{name: "x.yaml", dir: dir, problems: p}
	d.root = &node{doc: d}
	d.parse([]byte(yaml))
	var got withSecret
	decode(d.root, &got)
	if err := p.err(); err != nil {
		return got.Token, err.Error()
	}
	return got.Token, ""
}

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
		p := &problems{}
		d := &document{name: "x.yaml", dir: dir, empty: emptyFile, problems: p}
		d.root = &node{doc: d}
		d.parse([]byte(strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(rt, "pieces"), "")))
		l := &loader{problems: p, given: map[string]*node{}, places: map[string]*node{}, main: d}
		shape := defaults()
		decode(d.root, &shape)
		c := l.config(shape)
		if err := p.err(); err == nil && len(c.Sources) == 0 {
			rt.Fatal("a configuration without sources is taken")
		}
	})
}

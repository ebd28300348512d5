package tree

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	p := &Problems{}
	d := Parse("x.yaml", dir, "", []byte(yaml), p)
	var got withSecret
	Decode(d.Root, &got)
	if err := p.Err(); err != nil {
		return got.Token, err.Error()
	}
	return got.Token, ""
}

package secret_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/followthrough/followthrough/internal/secret"
)

const value = "hunter2-xyzzy"

func TestNeverPrints(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte(value), 0o600); err != nil {
		t.Fatal(err)
	}
	fromFile := secret.FromFile(file)
	if _, err := fromFile.Reveal(); err != nil {
		t.Fatal(err)
	}
	for _, s := range []secret.Secret{secret.New(value), fromFile} {
		holder := struct {
			S secret.Secret
			P *secret.Secret
			M map[string]secret.Secret
		}{s, &s, map[string]secret.Secret{"k": s}}
		for name, text := range printings(t, s, holder) {
			if strings.Contains(text, value) || strings.Contains(text, fmt.Sprintf("%x", value)) {
				t.Errorf("%s shows the value: %s", name, text)
			}
			if !strings.Contains(text, "redacted") {
				t.Errorf("%s does not show that there is one: %s", name, text)
			}
		}
	}
}

func printings(t *testing.T, s secret.Secret, holder any) map[string]string {
	t.Helper()
	out := map[string]string{"Error": fmt.Errorf("with %v", s).Error(), "Text": string(must(t)(s.MarshalText()))}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
		out[verb] = fmt.Sprintf(verb, s)
		if verb == "%v" || verb == "%+v" || verb == "%#v" {
			out[verb+" in a struct"] = fmt.Sprintf(verb, holder)
		}
	}
	out["json"] = string(must(t)(json.Marshal(holder)))
	out["yaml"] = string(must(t)(yaml.Marshal(s)))
	out["xml"] = string(must(t)(xml.Marshal(s)))
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "s", s, "in", holder)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "s", s, "in", holder)
	out["slog"] = log.String()
	return out
}

func must(t *testing.T) func([]byte, error) []byte {
	return func(b []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
}

func TestFileIsReadAgainWhenItChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	s := secret.FromFile(path)
	if _, err := s.Reveal(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("absent file: %v", err)
	}
	for _, c := range []struct{ content, want string }{
		{"one\n", "one"}, {"two\n", "two"}, {"two\r\n", "two"}, {" sp ace \n\n", " sp ace "},
	} {
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Reveal(); got != c.want || err != nil {
			t.Errorf("%q: got %q, %v", c.content, got, err)
		}
	}
}

func TestUnusableFilesAreErrorsWithoutTheValue(t *testing.T) {
	dir := t.TempDir()
	empty, huge := filepath.Join(dir, "empty"), filepath.Join(dir, "huge")
	if err := os.WriteFile(empty, []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(huge, bytes.Repeat([]byte(value), 1<<14), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, empty, huge} {
		got, err := secret.FromFile(path).Reveal()
		if err == nil || got != "" || strings.Contains(err.Error(), value) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %d bytes, %v", path, len(got), err)
		}
	}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		s    secret.Secret
		with string
		want bool
	}{
		{secret.New("a"), "a", true},
		{secret.New("a"), "b", false},
		{secret.New("a"), "", false},
		{secret.New(""), "", false},
		{secret.Secret{}, "", false},
		{secret.FromFile("/nowhere/at/all"), "", false},
	} {
		if got := c.s.Equal(c.with); got != c.want {
			t.Errorf("Equal(%q) = %v", c.with, got)
		}
	}
	if !(secret.Secret{}).IsZero() || secret.New("x").IsZero() || secret.FromFile("x").IsZero() {
		t.Error("IsZero tells given from absent")
	}
}

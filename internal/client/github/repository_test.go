package github_test

import (
	"testing"

	github "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
)

func TestNumbered(t *testing.T) {
	c, err := github.New(github.Options{Config: github.Config{Token: secret.New("token")}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"#12": "12", "GH-12": "12", "gh-12": "12", "issue #12": "12", "PR #12": "12", "gh #12": "12",
		"PAY-12": "", "acme/pay#12": "", "12": "", "#12a": "", "bug 12": "", "": "", "https://github.com/acme/pay/issues/12": "",
	} {
		if want != "" {
			want = "https://github.com/acme/pay/issues/" + want
		}
		if got := c.Numbered("acme/pay", text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestVisibility(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		word    string
		private *bool
		want    string
	}{
		{"public", &no, "public"}, {"internal", &yes, "internal"}, {"private", &yes, "private"},
		{"", &yes, "private"}, {"", &no, "public"}, {"", nil, ""}, {"secret", &no, ""},
	} {
		if got := (github.Repository{Visible: c.word, Private: c.private}).Visibility(); got != c.want {
			t.Errorf("%q: %q, want %q", c.word, got, c.want)
		}
	}
}

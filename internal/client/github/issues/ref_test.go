package issues_test

import (
	"strings"
	"testing"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
)

func TestParseRef(t *testing.T) {
	for text, id := range map[string]string{
		"acme/pay#12":                  "acme/pay#12",
		"Acme/Pay.go#1":                "acme/pay.go#1",
		"acme_corp/a-b_c.d#2147483647": "acme_corp/a-b_c.d#2147483647",
		"acme/pay#0":                   "",
		"acme/pay#01":                  "",
		"acme/pay#12345678901":         "",
		"acme/..#1":                    "",
		"acme/.#1":                     "",
		"acme/pay#1\n":                 "",
		"acme/p ay#1":                  "",
		`acme/p"){x}#1`:                "",
		"acme#1":                       "",
		"#1":                           "",
		"a/b/c#1":                      "",
		"-acme/pay#1":                  "",
		"acme/" + strings.Repeat("x", 101) + "#1": "",
	} {
		r, ok := issues.ParseRef(text)
		if ok != (id != "") || ok && r.ID() != id {
			t.Errorf("%.40q: %v, %v", text, r, ok)
		}
		if ok && (!strings.HasPrefix(r.Path(), "repos/") || r.String() != text) {
			t.Errorf("%q is at %s", text, r.Path())
		}
	}
}

func TestPathEscapes(t *testing.T) {
	if got := client.Path("acme/pay", "labels", "a/b c?d#e"); got != "repos/acme/pay/labels/a%2Fb%20c%3Fd%23e" {
		t.Error(got)
	}
}

// An address may have a path in front, as some servers of one's own do.
func TestLinked(t *testing.T) {
	for link, want := range map[string]string{
		"https://git.acme.example/code/acme/pay/issues/3":                                                      "acme/pay#3",
		"https://www.git.acme.example/code/acme/pay/pull/3/files":                                              "acme/pay#3",
		"https://git.acme.example/code/orgs/acme/projects/1/views/2?pane=issue&itemId=9&issue=acme%7Cpay%7C12": "acme/pay#12",
		"https://git.acme.example/code/acme/pay/issues?issue=acme|pay|12":                                      "acme/pay#12",
		"https://git.acme.example/code/acme/pay/issues/3#issuecomment-9":                                       "acme/pay#3",
		"https://git.acme.example/code/orgs/acme/projects/1?pane=issue&itemId=9":                               "",
		"https://git.acme.example/acme/pay/issues/3":                                                           "",
		"https://git.acme.example/codes/acme/pay/issues/3":                                                     "",
		"https://git.acme.example/code/acme/pay/issues":                                                        "",
		"/code/acme/pay/issues/3":                                                                              "",
	} {
		r, ok := issues.Linked("https://git.acme.example/code", link)
		if ok != (want != "") || ok && r.String() != want {
			t.Errorf("%s: %v, %v", link, r, ok)
		}
	}
}

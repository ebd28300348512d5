package ownership

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping/suggest"
)

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// Teams are kept, and never people; a line that can't be read hides no other.
func TestCodeOwners(t *testing.T) {
	got, skipped, err := CodeOwners(file(t, strings.Join([]string{
		"# a comment @acme/comment", "* @quill quill@acme.test @acme/platform", "/services/checkout/ @acme/payments # why", "/services/ledger/** @acme/payments",
		"*.go @acme/go", "docs/*.md @acme/docs", "/lib/[ab] @acme/bad", "[Search][2] @acme/search @wren", "^[Optional]", "/index/ @@role @acme/search",
		"\t/tabs/\t@acme/tabs\r", "/lone/", "é/ü @acme/x", strings.Repeat("x", 70_000) + " @acme/long",
	}, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	known := func(name string, services ...string) suggest.Known {
		return suggest.Known{Name: name, Handles: []string{"@acme/" + name}, Services: services, From: "CODEOWNERS"}
	}
	want := []suggest.Known{known("docs"), known("go"), known("payments", "checkout", "ledger"), known("platform"), known("search"), known("tabs", "tabs")}
	if diff := cmp.Diff(want, got); diff != "" || skipped != 4 {
		t.Errorf("%d skipped, %s", skipped, diff)
	}
	for name, text := range map[string]string{"no text": "\xff\xfe", "too large": strings.Repeat("# x\n", 1<<20)} {
		if _, _, err := CodeOwners(file(t, text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, _, err := CodeOwners(t.TempDir()); err == nil {
		t.Error("a folder is read")
	}
}

const catalogue = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: pay, title: Payments}
spec: {profile: {displayName: Payments & Billing}}
---
kind: Component
metadata:
  name: checkout
  annotations: {jira/project-key: PAY, jira/component: Checkout, github.com/project-slug: acme/checkout, 7: 8}
spec: {owner: Group:Default/Pay}
---
kind: System
metadata: {name: ledger, namespace: fin, title: The ledger}
spec: {owner: books}
---
kind: Component
metadata: {name: toy}
spec: {owner: "user:quill"}
---
kind: Template
metadata: {name: x}
spec: {owner: pay}
---
{ this is no entity
---
- neither
--- # the last one
kind: Resource
metadata: {name: db}
spec: {owner: pay}
`

func wanted() []suggest.Known {
	return []suggest.Known{
		{Name: "Payments & Billing", Handles: []string{"pay"}, Services: []string{"checkout", "db"}, From: "Backstage", Places: []suggest.Named{
			{Project: "PAY", Component: "Checkout", Backlog: true, Why: "Backstage: jira/project-key of checkout"},
			{Project: "acme/checkout", Why: "Backstage: github.com/project-slug of checkout"},
		}},
		{Name: "books", Services: []string{"The ledger", "ledger"}, From: "Backstage"},
	}
}

func TestBackstageFile(t *testing.T) {
	got, skipped, why, err := BackstageFile(file(t, catalogue))
	if err != nil || skipped != 2 || why == nil || !strings.Contains(why.Error(), "document 6: no entity") {
		t.Errorf("%d, %v, %v", skipped, why, err)
	}
	if diff := cmp.Diff(wanted(), got); diff != "" {
		t.Error(diff)
	}
}

// A hostile catalogue ends in time, and takes no memory.
func TestHostileCatalogues(t *testing.T) {
	var deep, bomb strings.Builder
	for i := range 600 {
		deep.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	bomb.WriteString("metadata:\n  annotations:\n    a0: &a0 [x,x,x,x,x,x,x,x,x]\n")
	for i := range 12 {
		fmt.Fprintf(&bomb, "    a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i), 9), ","))
	}
	for name, text := range map[string]string{
		"deep lists": strings.Repeat("- ", 100_000) + "x", "deep lists on short lines": strings.Repeat("- ", 3000) + "x", "deep flow": strings.Repeat("[", 5000),
		"deep maps": deep.String(), "deep keys": strings.Repeat("a: ", 2500), "question marks": strings.Repeat("? ", 4000), "a bomb": bomb.String(),
		"long line": "kind: " + strings.Repeat("x", 200_000), "quotes": strings.Repeat("\"\n", 20_001), "tags": strings.Repeat("!!x ", 2000),
		"too large": "kind: " + strings.Repeat("x\n", 200_000), "no text": "\xff", "many documents": strings.Repeat("---\n", 200_000),
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			teams, skipped, _, err := BackstageFile(file(t, text))
			if took := time.Since(began); took > 10*time.Second || len(teams) > 0 {
				t.Errorf("%v, %d skipped, %v, in %s", teams, skipped, err, took)
			}
		})
	}
}

// The API's pages come to the same; what it does otherwise is told, and no token.
func TestBackstageAPI(t *testing.T) {
	pages := []string{
		`{"items":[{"kind":"Group","metadata":{"name":"pay"},"spec":{"profile":{"displayName":"Payments & Billing"}}},
			{"kind":"Component","metadata":{"name":"checkout","annotations":{"jira/project-key":"PAY","jira/component":"Checkout","github.com/project-slug":"acme/checkout"}},"spec":{"owner":"Group:Default/Pay"}}],
			"pageInfo":{"nextCursor":"2"}}`,
		`{"items":[{"kind":"System","metadata":{"name":"ledger","namespace":"fin","title":"The ledger"},"spec":{"owner":"books"}},{"kind":"Component","metadata":{"name":"toy"},"spec":{"owner":"user:quill"}},
			{"kind":"Resource","metadata":{"name":"db"},"spec":{"owner":"pay"}}],"pageInfo":{}}`,
	}
	answer := func(w http.ResponseWriter, r *http.Request) {
		if q := r.URL.Query(); q.Get("cursor") == "2" {
			_, _ = w.Write([]byte(pages[1]))
		} else if strings.Join(q["filter"], " ") == "kind=group kind=component kind=system kind=api kind=resource" && q.Get("limit") == "500" {
			_, _ = w.Write([]byte(pages[0]))
		}
	}
	for name, tt := range map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request)
		wrong  string
	}{
		"two pages":    {answer, ""},
		"no token":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) }, "answered 401 Unauthorized: give a static token"},
		"elsewhere":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, "is this the address of its backend"},
		"a login page": {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }, "login page"},
		"no end":       {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(endless())) }, "more than 50000 entities"},
		"too many": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"items":[` + strings.Repeat(`{},`, 600) + `{}]}`))
		}, "answered 601 entities"},
		"sent elsewhere": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://evil.example/")
			w.WriteHeader(302)
		}, "answered 302"},
	} {
		t.Run(name, func(t *testing.T) {
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/backstage/api/catalog/entities/by-query" || r.Header.Get("Authorization") != "Bearer s3cret" {
					t.Errorf("%s with %q", r.URL.Path, r.Header.Get("Authorization"))
				}
				tt.answer(w, r)
			}))
			defer srv.Close()
			b := Backstage{URL: srv.URL + "/backstage/", Token: secret.New("s3cret"), HTTP: httpx.Options{FirstWait: time.Millisecond, PerSecond: 1e6, Burst: 1e6}}
			got, err := b.Teams(t.Context())
			if tt.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), tt.wrong) || strings.Contains(err.Error(), "s3cret") {
					t.Errorf("%v", err)
				}
				return
			}
			if diff := cmp.Diff(wanted(), got); err != nil || diff != "" {
				t.Errorf("%v %s", err, diff)
			}
		})
	}
	for _, address := range []string{"http://backstage.example", "https://a:b@backstage.example", "ftp://x", "https://"} {
		if _, err := (Backstage{URL: address}).Teams(t.Context()); err == nil || strings.Contains(err.Error(), "a:b") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func endless() string {
	return `{"items":[` + strings.Repeat(`{"kind":"Component"},`, 499) + `{}],"pageInfo":{"nextCursor":"c"}}`
}

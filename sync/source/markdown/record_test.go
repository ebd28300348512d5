package markdown

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func mustDay(t *testing.T, text string) time.Time {
	t.Helper()
	d, ok := Day(text)
	if !ok {
		t.Fatalf("no day in %q", text)
	}
	return d
}

func TestDay(t *testing.T) {
	want := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{
		"2026-03-02", "2026/3/2", "20260302-outage.md", "Outage of March 2nd, 2026", "2 March 2026", "2nd of Mar 2026", "02.03.2026", "03/02/2026", "2026年3月2日",
		"2 de marzo de 2026", "2 mars 2026", "2. März 2026", "2026-03-02T10:00:00Z",
	} {
		if got, ok := Day(text); !ok || !got.Equal(want) {
			t.Errorf("%q: got %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "2026", "March 2026", "2026-13-40", "v1.2.3", "10:00", "31/31/2026"} {
		if got, ok := Day(text); ok {
			t.Errorf("%q: got %v, want none", text, got)
		}
	}
}

func TestRecord(t *testing.T) {
	type rec struct {
		Title, Kind, Date, PublishedAt, Severity, Team, Owner string
		Services, Labels                                      []string
		Published                                             string
	}
	for name, c := range map[string]struct {
		doc  string
		want rec
	}{
		"yaml": {"---\ntitle: Checkout down\ndate: 2026-03-01\npublished_at: 2026-03-09\nseverity: SEV-1\nservices: [checkout, ledger]\ntags: [a, b]\nteam: payments\ntype: near-miss\ndraft: false\n---\ntext\n",
			rec{"Checkout down", "near_miss", "2026-03-01", "2026-03-09", "SEV-1", "payments", "", []string{"checkout", "ledger"}, []string{"a", "b"}, "true"}},
		"toml": {"+++\ntitle = \"Checkout down\"\ndate = 2026-03-01\ndraft = true\n+++\ntext\n",
			rec{Title: "Checkout down", Kind: "incident", Date: "2026-03-01", Published: "false"}},
		"lines": {"# Checkout down\n\n**Date:** March 1, 2026\n**Severity**: SEV-2\n- Services: checkout, ledger\n**Status:** In review\n\n## Owner\n@jo\n",
			rec{Title: "Checkout down", Kind: "incident", Date: "2026-03-01", Severity: "SEV-2", Owner: "@jo", Services: []string{"checkout", "ledger"}, Published: "false"}},
		"table": {"# Near miss: checkout, 2026-03-01\n\n| Field | Value |\n|---|---|\n| Severity | SEV-3 |\n| Affected services | checkout |\n| Status | Final |\n",
			rec{Title: "Near miss: checkout, 2026-03-01", Kind: "near_miss", Date: "2026-03-01", Severity: "SEV-3", Services: []string{"checkout"}, Published: "true"}},
		"second level at the top":  {"## Checkout down\n\ntext\n\n## Action items\n\n- Add an alert\n", rec{Title: "Checkout down", Kind: "incident"}},
		"second level below text":  {"Text.\n\n## Checkout and ledger in detail\n\ntext\n", rec{Kind: "incident"}},
		"no title, actions first":  {"## Action items for the payments team\n\n- Add an alert\n\n## Checkout and ledger in detail\n", rec{Kind: "incident"}},
		"first level below others": {"### Post-mortem of the platform team\n\n# Checkout down\n\ntext\n", rec{Title: "Post-mortem of the platform team", Kind: "incident"}},
		"first level below text":   {"Text.\n\n## Summary\n\n# Checkout down\n", rec{Title: "Checkout down", Kind: "incident"}},
		"resolved is no sign":      {"# Down\n\n**Status:** Resolved\n", rec{Title: "Down", Kind: "incident"}},
		"draft in the title":       {"# [DRAFT] Down\n", rec{Title: "[DRAFT] Down", Kind: "incident", Published: "false"}},
		"template":                 {"# Post-mortem template\n\n## Action items\n\n- [ ] Add an alert\n", rec{Title: "Post-mortem template", Kind: "incident", Published: "false"}},
		"malformed yaml":           {"---\ntitle: Down\nbad: [unclosed\n---\n# Other\n", rec{Title: "Down", Kind: "incident", Published: "false"}},
		"bomb":                     {"---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: Down\n---\n", rec{Title: "Down", Kind: "incident", Published: "false"}},
		"rule is no front":         {"---\n\n# Down\n\ntext\n\n---\n", rec{Title: "Down", Kind: "incident"}},
	} {
		t.Run(name, func(t *testing.T) {
			v := Read([]byte(c.doc), Settings{})
			got := rec{Title: v.Title, Kind: string(v.Kind), Severity: v.Severity, Team: v.Team, Owner: v.Owner, Services: v.Services, Labels: v.Labels}
			if !v.Date.IsZero() {
				got.Date = v.Date.Format(time.DateOnly)
			}
			if !v.PublishedAt.IsZero() {
				got.PublishedAt = v.PublishedAt.Format(time.DateOnly)
			}
			if v.Published != nil {
				got.Published = map[bool]string{true: "true", false: "false"}[*v.Published]
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(name, "template") && len(v.Actions) > 0 {
				t.Errorf("actions in a template: %q", shorts(v))
			}
		})
	}
}

func TestSettings(t *testing.T) {
	doc := "---\nstage: live\nsystem: checkout\n---\n# Down\n\n## Homework\n\n- Add an alert\n\n## Next steps\n\n- not this\n\n## Action items\n\n| Chore | Minder |\n|---|---|\n| Fix the docs | sre |\n"
	s := Settings{
		Take: []string{"homework"}, Leave: []string{"Next Steps"}, Columns: map[string][]string{"action": {"chore"}, "owner": {"minder"}},
		Keys: map[string][]string{"services": {"System"}}, Published: map[string][]string{"stage": {"Live"}},
	}
	v := Read([]byte(doc), s)
	if diff := cmp.Diff([]string{"Add an alert", "Fix the docs {owner sre}"}, shorts(v)); diff != "" {
		t.Error(diff)
	}
	if v.Published == nil || !*v.Published || len(v.Services) != 1 {
		t.Errorf("published %v, services %q", v.Published, v.Services)
	}
	s.Published = map[string][]string{"stage": {"done"}}
	if v := Read([]byte(doc), s); v.Published == nil || *v.Published {
		t.Error("another value counts as published")
	}
}

func TestTextIsWithoutBlockAndFrontMatter(t *testing.T) {
	doc := "---\ntitle: Checkout down\n---\n# Review\n\n- [ ] *Größe* `c`\n\n<!-- followthrough:begin -->\n\nours\n\n<!-- followthrough:end -->\n\nLast\n"
	if got, want := strings.TrimLeft(Read([]byte(doc), Settings{}).Text, " \n"), "# Review\n\n- [ ] *Größe* `c`\n\n\n\n\nLast\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A key that the configuration names is found whichever way its accents are
// written, in front matter and in lines of the text.
func TestConfiguredKeysInOtherForms(t *testing.T) {
	forms := []func(string) string{norm.NFC.String, norm.NFD.String}
	for _, typed := range forms {
		set := Settings{
			Published: map[string][]string{typed("Publié"): {typed("Validé")}},
			Keys:      map[string][]string{"severity": {typed("Sévérité")}},
		}
		for _, found := range forms {
			for _, head := range []string{"---\npublié: validé\nsévérité: élevée\n---\n\n# Down\n", "# Down\n\nPublié: validé\nSévérité: élevée\n"} {
				v := Read([]byte(found(head)+"\n## Action items\n\n- [ ] Add an alert\n"), set)
				if v.Published == nil || !*v.Published || norm.NFC.String(v.Severity) != "élevée" {
					t.Errorf("%+q for %+v: published %v, severity %q", found(head), set, v.Published, v.Severity)
				}
			}
		}
	}
}

// A draft is one, and a template, whichever way its words' signs are put together.
func TestDraftsInOtherForms(t *testing.T) {
	for _, head := range []string{
		"---\nstatus: ドラフト\n---\n\n# Down\n", "# Down\n\nStatus: ドラフト\n", "# Down\n\nドラフト\n", "# Down\n\nレビュー中\n", "# Down\n\n下書き\n",
		"# テンプレート\n", "# Modèle de rapport\n", "# [タイトル]\n", "# Down\n\nこのテンプレート\n",
	} {
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			v := Read(form.Bytes([]byte(head+"\n## Action items\n\n- [ ] Add an alert\n")), Settings{})
			if v.Published == nil || *v.Published {
				t.Errorf("%+q is not read as a draft", form.String(head))
			}
		}
	}
}

package mapping_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

func TestAnonymise(t *testing.T) {
	m := build(t, []mapping.Rule{
		{When: mapping.When{Owner: []string{"@on-call-bot", "SRE", "@acme/pumps"}}, Team: "payments"},
	}, "")
	for text, want := range map[string]string{
		// handles
		"ask @quill":                         "ask payments",
		"@QUILL, please":                     "payments, please",
		"(@quill)":                           "(payments)",
		"_@quill_ and **@quill**":            "_payments_ and **payments**",
		"@quill's box":                       "payments's box",
		"@quill.":                            "payments.",
		"@quill/@osprey-w":                   "payments/data-platform",
		"@on-call-bot runs it":               "payments runs it",
		"@quillon":                           "@quillon",
		"@quill-x and @quill.x and @quill_x": "@quill-x and @quill.x and @quill_x",
		"somebody@quill":                     "somebody@quill",
		"@osprey":                            "@osprey",
		// a single plain name stays
		"the quill pen, Quill": "the quill pen, Quill",
		"marsh land":           "marsh land",
		// full names
		"Quill Marsh did":   "payments did",
		"quill  MARSH":      "payments",
		"Quill\u00a0Marsh":  "payments",
		"Quill\nMarsh":      "payments",
		"Quill Marshall":    "Quill Marshall",
		"Tranquill Marsh":   "Tranquill Marsh",
		"Quill, Marsh":      "Quill, Marsh",
		"Heron Vale's idea": "data-platform's idea",
		// addresses
		"mail quill@acme.test.":   "mail payments.",
		"<HERON@acme.test>":       "<data-platform>",
		"mailto:quill@acme.test":  "mailto:payments",
		"xquill@acme.test":        "xquill@acme.test",
		"x.quill@acme.test":       "x.quill@acme.test",
		"quill@acme.testing":      "quill@acme.testing",
		"quill@acme.test.example": "quill@acme.test.example",
		// teams are no people
		"@acme/payments and @acme/pumps, SRE": "@acme/payments and @acme/pumps, SRE",
		// bytes of others stay
		"caf\xe9 \u0065\u0301": "caf\xe9 \u0065\u0301",
		"":                     "",
	} {
		if got := m.Anonymise(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestNamesMatchWhateverTheirUnicodeForm(t *testing.T) {
	m, _ := mapping.New([]mapping.Team{{Name: "birds", Members: []string{"Zo\u00eb Lark"}}}, nil, "")
	if got := m.Anonymise("by ZOE\u0308 LARK"); got != "by birds" {
		t.Errorf("got %q", got)
	}
}

// Wherever a member's full name, handle or address stands as words of its
// own, nothing of it is left, and doing it twice changes nothing.
func TestAnonymiseLeavesNoMember(t *testing.T) {
	m := build(t, nil, "")
	forms := []string{"@quill", "Quill Marsh", "quill@acme.test", "Heron Vale", "heron@acme.test", "@osprey-w"}
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.StringMatching(`([a-z]{0,8}[ (,;:*"]{1,2})?`).Draw(t, "before")
		after := rapid.StringMatching(`([ ),;:!?*"]{1,2}[a-z]{0,8})?`).Draw(t, "after")
		form := rapid.SampledFrom(forms).Draw(t, "form")
		if rapid.Bool().Draw(t, "upper") {
			form = strings.ToUpper(form)
		}
		got := m.Anonymise(before + form + after)
		if strings.Contains(strings.ToLower(got), strings.ToLower(form)) {
			t.Fatalf("%q is left in %q", form, got)
		}
		if !strings.HasPrefix(got, before) || !strings.HasSuffix(got, after) {
			t.Fatalf("%q around it changed: %q", before+"…"+after, got)
		}
		if again := m.Anonymise(got); again != got {
			t.Fatalf("%q became %q", got, again)
		}
	})
}

// No explanation quotes an owner, whoever it is.
func TestNoDecisionQuotesAnOwner(t *testing.T) {
	rules := []mapping.Rule{{When: mapping.When{Owner: []string{"@quill", "Wren Moss"}, Severity: []string{"sev1"}}, Team: "facilities"}}
	m := build(t, rules, "facilities")
	rapid.Check(t, func(t *rapid.T) {
		owner := rapid.SampledFrom([]string{"@quill", "Quill Marsh", "wren moss", "Wren Moss + @quill", "Plover Finch", "heron@acme.test/@quill"}).Draw(t, "owner")
		team := rapid.SampledFrom([]string{"", "payments", "Plover Finch", "Quill Marsh"}).Draw(t, "team")
		severity := rapid.SampledFrom([]string{"", "sev1", "sev2"}).Draw(t, "severity")
		d := m.Decide(mapping.Query{
			Review: &review.Review{Severity: severity, Owner: owner, Team: team, Services: []string{"Quill Marsh"}},
			Action: &review.Action{Owner: owner, Answer: review.Answer{Team: team}},
		})
		all := strings.ToLower(strings.Join(append(append(d.Notes, d.Tried...), d.Why), "\n"))
		for _, name := range []string{"quill", "marsh", "wren", "moss", "plover", "finch", "heron"} {
			if strings.Contains(all, name) {
				t.Fatalf("%q is named: %s", name, all)
			}
		}
	})
}

package mapping_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

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
		"mail quill@acme.test.":  "mail payments.",
		"<HERON@acme.test>":      "<data-platform>",
		"mailto:quill@acme.test": "mailto:payments",
		"xquill@acme.test":       "xquill@acme.test",
		"x.quill@acme.test":      "x.quill@acme.test",
		// a handle as the name in another address, as a mention, as a profile
		"quill@acme.testing":                    "payments",
		"to QUILL@other.example, please":        "to payments, please",
		"quill@":                                "quill@",
		"[~quill] and [~accountid:osprey-w]":    "payments and data-platform",
		"[~quillon] [~quill":                    "[~quillon] [~quill",
		"https://github.com/quill/x":            "https://github.com/payments/x",
		"https://chat.example/team/osprey-w":    "https://chat.example/team/data-platform",
		"https://x.example/?assignee=quill&a=b": "https://x.example/?assignee=payments&a=b",
		"https://x.example/quill-board":         "https://x.example/quill-board",
		"https://x.example/search/quill":        "https://x.example/search/quill",
		// case, compatibility forms, format signs
		"ＱＵＩＬＬ　Ｍａｒｓｈ":                   "payments",
		"＠ｑｕｉｌｌ":                        "payments",
		"Quill\u200b Mar\u00adsh":       "payments",
		"Qu\u2060ill \u202eMarsh\u202c": "payments\u202c",
		"@\u200bquill":                  "payments",
		"qui\u200dll@acme.test":         "payments",
		"𝐐𝐮𝐢𝐥𝐥 𝐌𝐚𝐫𝐬𝐡":                   "payments",
		// order with a comma, initials, markup, signs of addresses
		"Marsh, Quill":                          "payments",
		"by MARSH ,quill (lead)":                "by payments (lead)",
		"Quill A. Marsh, Quill A Marsh":         "payments, payments",
		"Quill J.R. Marsh; Quill É. B. Marsh":   "payments; payments",
		"Quill A. B. C. D. Marsh":               "Quill A. B. C. D. Marsh",
		"Marsh, Quill A.":                       "payments A.",
		"**Quill** Marsh, _Quill Marsh_":        "**payments, _payments_",
		"quill.marsh@other.example":             "payments",
		"quill-marsh, quill_marsh, quill+marsh": "payments, payments, payments",
		"Quill and Marsh":                       "Quill and Marsh",
		"Quill Anne Marsh":                      "Quill Anne Marsh",
		"Marsh; Quill":                          "Marsh; Quill",
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

// A name is one with whatever sign behind it, in links and HTML, and with
// another name in quotes in it.
func TestNamesInLinksAndBeforeOtherSigns(t *testing.T) {
	m, _ := mapping.New([]mapping.Team{
		{Name: "birds", Members: []string{"@wrent", "Wren Teal <wren.teal@acme.test>", "Zoë Lark", "山田太郎"}},
	}, nil, "")
	for text, want := range map[string]string{
		"the Wren Teal-led group, Wren Teal‑run":  "the birds-led group, birds‑run",
		"ask Wren Teal.Then restart":              "ask birds.Then restart",
		"_Wren Teal_s board":                      "_birds_s board",
		"https://x.test/?q=Wren%20Teal&n=1":       "https://x.test/?q=birds&n=1",
		"https://x.test/?q=Wren+Teal":             "https://x.test/?q=birds",
		"?to=wren.teal%40acme.test":               "?to=birds",
		"?q=Zo%C3%AB%20Lark, %E5%B1%B1田太郎":        "?q=birds, birds",
		"Wren&nbsp;Teal, Wren&#160;Teal":          "birds, birds",
		"wren.teal&#64;acme.test, &commat;wrent":  "birds, birds",
		"Zo&euml; Lark":                           "birds",
		`Wren\ Teal`:                              "birds",
		`Wren "Birdie" Teal, Wren (Bird) A. Teal`: "birds, birds",
		"Wren “Birdie” Teal":                      "birds",
		// no names
		"Wren \"and many others who came after her\" Teal": "Wren \"and many others who came after her\" Teal",
		"Wren Tealer, 50%Wren, R&D; &wren; %zz%2":          "Wren Tealer, 50%Wren, R&D; &wren; %zz%2",
		"Teal Wren": "Teal Wren",
		"100%":      "100%",
		"&":         "&",
	} {
		if got := m.Anonymise(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// Normalising takes away the signs by which people are known: no marker names
// one for that, and what earlier markers hold is compared in the same form.
func TestWordsNameNobody(t *testing.T) {
	m := build(t, nil, "")
	for text, want := range map[string]string{
		"Pair with Marsh, Quill!":      "pair with payments",
		"Ask [~quill] and [~osprey-w]": "ask payments and data-platform",
		"Ask (@quill)":                 "ask payments",
		`Ask Quill "Q" Marsh`:          "ask payments",
		"Nobody's box":                 "nobody's box",
	} {
		for _, text := range []string{text, review.Normalise(text)} {
			if got := m.Words(text); got != want && text != review.Normalise(`Ask Quill "Q" Marsh`) {
				t.Errorf("%q: got %q, want %q", text, got, want)
			}
		}
		if again := m.Words(m.Words(text)); again != m.Words(text) {
			t.Errorf("%q: again: %q", text, again)
		}
	}
}

// Names are told apart by no sign that people and programs write in several
// ways.
func TestNamesMatchWhateverTheirSigns(t *testing.T) {
	m, _ := mapping.New([]mapping.Team{
		{Name: "birds", Members: []string{"Wren O'Teal", "Anne-Marie van Plover", "山田 太郎", "İpek Straße <ipek.s@acme.test>"}},
	}, nil, "")
	for text, want := range map[string]string{
		"Wren O’Teal, wren oʼteal, WREN O`TEAL":          "birds, birds, birds",
		"Anne\u2010Marie van Plover":                     "birds",
		"Anne\u2011Marie VAN PLOVER":                     "birds",
		"Anne–Marie van Plover; Anne－Marie van Plover":   "birds; birds",
		"van Plover, Anne-Marie; Plover, Anne-Marie van": "birds; birds",
		"山田太郎が調査、山田 太郎さん":                                "birdsが調査、birdsさん",
		"担当:山田太郎":                                        "担当:birds",
		"İPEK STRASSE and İpek STRASSE":                  "birds and birds",
		"Wren O Teal, Anne Marie van Plover":             "Wren O Teal, Anne Marie van Plover",
		"Wren Oteal":                                     "Wren Oteal",
	} {
		if got := m.Anonymise(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// A long text costs in proportion to its length, whatever it is made of.
func TestAnonymiseIsLinear(t *testing.T) {
	m := build(t, nil, "")
	for _, part := range []string{"Quill ", "Quill A. ", "@", "[~", "quill.", "Quill\u0301", "quill@", "Quill \u200b", "Marsh, ", "Quill \"", "%51", "Quill%20", "&nbsp", "Quill ("} {
		small, large := strings.Repeat(part, 2000), strings.Repeat(part, 20000)
		one := testing.AllocsPerRun(1, func() { m.Anonymise(small) })
		ten := testing.AllocsPerRun(1, func() { m.Anonymise(large) })
		if ten > 20*one+100 {
			t.Errorf("%q: %v allocations for ten times of what takes %v", part, ten, one)
		}
	}
}

// Many members of one first name cost no more for a long gap behind it.
func TestGapsInNamesAreBounded(t *testing.T) {
	members := []string{"Wren Teal"}
	for n := range 2000 {
		members = append(members, fmt.Sprintf("Wren Teal%d", n))
	}
	m, _ := mapping.New([]mapping.Team{{Name: "birds", Members: members}}, nil, "")
	text := "Wren" + strings.Repeat(" ", 400_000)
	begun := time.Now()
	m.Anonymise(text)
	if took := time.Since(begun); took > time.Second {
		t.Errorf("%d kB of spaces took %s", len(text)>>10, took)
	}
	if got := m.Anonymise("Wren\n" + strings.Repeat(" ", 30) + "Teal"); got != "birds" {
		t.Errorf("got %q", got)
	}
}

// What a rule asks for may be a person: an explanation says so without a name.
func TestNoDecisionQuotesAMemberOfARule(t *testing.T) {
	for _, pattern := range []string{`(?i)quill\s+marsh`, `Quill Marsh`, `\bQuill[ ]Marsh\b`, `(?:Quill) (Marsh)`, `@quill`, `quill@acme\.test`} {
		rules := []mapping.Rule{
			{When: mapping.When{Title: []*regexp.Regexp{regexp.MustCompile(pattern)}}, Team: "facilities"},
			{When: mapping.When{Severity: []string{"Quill Marsh"}, Label: []string{"of @quill", "sev1"}}, Team: "facilities"},
		}
		m := build(t, rules, "facilities")
		for _, a := range []review.Action{{Title: "ask Quill Marsh, @quill, quill@acme.test"}, {Title: "else"}} {
			d := m.Decide(mapping.Query{Review: &review.Review{Severity: "by Quill Marsh", Labels: []string{"x"}}, Action: &a})
			all := strings.ToLower(strings.Join(append(append(d.Notes, d.Tried...), d.Why), "\n"))
			if strings.Contains(all, "quill") || strings.Contains(all, "marsh") {
				t.Errorf("%s: a member is named: %s", pattern, all)
			}
		}
	}
}

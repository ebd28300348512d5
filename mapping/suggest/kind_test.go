package suggest

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/mapping"
)

// What could be a person is never a team.
func TestJudge(t *testing.T) {
	v := newVocabulary()
	for text, want := range map[string]kind{
		"Payments": team, "payments": team, "Payments team": team, "Team Falcon": team, "@acme/falcon": team, "SRE": team, "falcon-team": team,
		"Data Platform": team, "platform チーム": team, "結제팀": team, "Équipe paiement": team, "search@acme.test": team, "falcon-team@acme.test": team,
		"@payments-team": team, "Core Data": person, "core data": team, "Trust and Safety team": team, "Customer Support": team, "falcon squad": team, "Billing": team, "sales": team,
		"Quill Marsh": person, "Q. Marsh": person, "Quill van der Marsh": person, "@quill": person, "quill.marsh@acme.test": person,
		"Quill Marsh <quill.marsh@acme.test>": person, "[~quill]": person, "Dev Patel": person, "Wren Cloud": person, "Otto Crew": person,
		"Clare Billing": person, "Wren Sales": person, "dev.patel@acme.test": person, "Jun-ho Kim": person, "O'Neil Marsh": person, "Анна Петрова": person,
		"https://social.example/@quill": person, "Heath Ledger": person, "Ai Tanaka": person,
		"Quill": unsure, "quill": unsure, "Falcon": unsure, "dev": unsure, "QM": unsure, "XYZ": unsure, "Platform lead": unsure, "Data Analyst": unsure,
		"Quill's team": unsure, "the people who were on call that night": unsure, "Vendor A": unsure, "開発担当者": unsure, "dev patel": unsure,
		"TBD": nobody, "?": nobody, "n/a": nobody, "everyone": nobody, "@here": nobody, "": nobody, "—": nobody, "{{owner}}": nobody, "{{ team }} squad": nobody, "to be decided": nobody, "team": nobody,
	} {
		if got := v.judge(cleaned(text), "").kind; got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]kind{"Falcon": team, "Quill Marsh": person, "@quill": person} {
		if got := v.judge(text, SaysTeam).kind; got != want {
			t.Errorf("%q, named as a team: %d, want %d", text, got, want)
		}
	}
}

// Ways to write one team are alike, and those of two are not.
func TestLikeness(t *testing.T) {
	v := newVocabulary()
	for _, same := range [][]string{
		{"Payments", "payments", "Payment", "Team Payments", "the Payments team", "payments-team", "payments_squad", "@acme/payments", "PaymentsTeam", "PAYMENTS", "Payments on-call", "payments-oncall@acme.test"},
		{"Data Platform", "data-platform", "DataPlatform", "data platforms", "dataplatform team"},
		{"Éclair", "eclair", "Team Eclair", "ÉCLAIR"},
		{"Größen", "grossen"},
		{"DevOps", "dev-ops", "devops", "Dev Ops Team"},
		{"Team 1", "team-1"},
	} {
		for _, text := range same {
			if v.likeness(text) != v.likeness(same[0]) {
				t.Errorf("%q and %q: %q, %q", same[0], text, v.likeness(same[0]), v.likeness(text))
			}
		}
	}
	for _, other := range [][2]string{{"Payments", "Payouts"}, {"Team 1", "Team 2"}, {"Data Platform", "Platform"}, {"Storage", "Store"}, {"on-call", "Payments"}} {
		if v.likeness(other[0]) == v.likeness(other[1]) {
			t.Errorf("%q is %q", other[0], other[1])
		}
	}
}

func TestMistyped(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"payment", "paymnet"}: true, {"payment", "payent"}: true, {"payment", "paymentt"}: true, {"payment", "paymebt"}: true,
		{"payment", "rayment"}: false, {"team12345", "team12346"}: false, {"atlas", "atlsa"}: false, {"payment", "payemtn"}: false, {"payment", "payment"}: true,
		{"ingress", "egress"}: false, {"", ""}: false, {"ab", "abc"}: false,
	} {
		if got := mistyped(pair[0], pair[1]); got != want {
			t.Errorf("%v: %v", pair, got)
		}
	}
}

// A text that is cleaned leads where it led.
func TestCleanedIsOfTheSameForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if a, b := mapping.Form(text), mapping.Form(cleaned(text)); a != b {
			t.Fatalf("%q: %q, cleaned %q", text, a, b)
		}
	})
}

package mapping_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

// A (team: …) that no team has is named, and the nearest team; who may be a
// person is not.
func TestAnUnknownTeamInTheLineIsNamed(t *testing.T) {
	m := build(t, nil, "")
	const says = "its line says (team: …), but no team is named "
	for answer, want := range map[string]string{
		"paymnets":           says + "paymnets: did you mean payments?",
		"data platfrom":      says + "data platfrom: did you mean data-platform?",
		"Payment":            says + "Payment: did you mean payments?",
		"search squad":       says + "search squad: the teams are data-platform, facilities, payments",
		"walet":              says + "walet: did you mean payments?",
		"Rowan Moss":         says + "so: the teams are data-platform, facilities, payments",
		"@rowan-m":           says + "so: the teams are data-platform, facilities, payments",
		"rowan@acme.test":    says + "so: the teams are data-platform, facilities, payments",
		"Quil Marsh":         says + "so: the teams are data-platform, facilities, payments",
		"Rowan + paymnets":   says + "paymnets: did you mean payments?",
		"`paymnets` <b>x</b": says + "`paymnets`: did you mean payments?",
	} {
		d := m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Answer: review.Answer{Team: answer}}})
		if d.Team != nil || d.Why != want {
			t.Errorf("%s\n got %s\nwant %s", answer, d.Why, want)
		}
	}
}

// An owner who is nearly a team's name gives a hint, and decides nothing.
func TestANearOwnerIsAHint(t *testing.T) {
	for owner, near := range map[string]string{
		"paymnets": "payments", "@acme/paymens": "payments", "Data Platfrom team": "data-platform", "walet": "payments",
		"Rowan Moss, paymnets": "payments", "faclities": "facilities",
		"SRD": "", "ops": "", "Quil Marsh": "", "@qill": "", "somebody": "", "": "", "quill@acme.tst": "",
	} {
		m := build(t, nil, "")
		d := m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Owner: owner}})
		if hint := strings.Contains(d.Why, "mean"); d.Team != nil || hint != (near != "") || hint && !strings.HasSuffix(d.Why, "; did the owner mean "+near+"?") {
			t.Errorf("%q leads to %s: %s", owner, name(d.Team), d.Why)
		}
		if near == "" {
			continue
		}
		m = build(t, nil, "facilities")
		d = m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Owner: owner}})
		if hinted := strings.Contains(strings.Join(d.Notes, " "), "nearly a name of "+near); name(d.Team) != "facilities" || hinted != (near != "facilities") {
			t.Errorf("%q leads to %s: %s; %q", owner, name(d.Team), d.Why, d.Notes)
		}
	}
}

// A rule for another owner says whom it wants and who is written, and no person.
func TestARuleSaysWhichOwnerItWants(t *testing.T) {
	for _, c := range []struct {
		wants []string
		owner string
		want  string
	}{
		{[]string{"SRE"}, "payments", "the owner is payments, not data-platform"},
		{[]string{"on-call desk", "@quill"}, "Heron Vale", "the owner is a member of data-platform, not on-call desk or a member of payments"},
		{[]string{"Rowan Moss"}, "search squad", "the owner is search squad, not one that no team knows"},
		{[]string{"@quill"}, "@osprey-w and Rowan Moss", "the owner is a member of data-platform and one that no team knows, not a member of payments"},
		{[]string{"Heron Vale"}, "@osprey-w", "the owner is a member of data-platform, but another than the rule names"},
		{[]string{"Rowan Moss"}, "Ash Ford", "the owner is one that no team knows, but another than the rule names"},
	} {
		m := build(t, []mapping.Rule{{When: mapping.When{Owner: c.wants}, Team: "facilities"}}, "")
		d := m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Owner: c.owner}})
		if tried := strings.Join(d.Tried, "\n"); !strings.Contains(tried, "rule 1: "+c.want) {
			t.Errorf("%s, wants %s:\n%s", c.owner, c.wants, tried)
		}
		for _, person := range []string{"uill", "eron", "osprey", "owan", "Ash"} {
			if tried := strings.Join(d.Tried, "\n"); strings.Contains(tried, person) {
				t.Errorf("%s is named: %s", person, tried)
			}
		}
	}
}

package mapping_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

// TestNamesInWords: a known name in brackets at the end is the owner where none is
// written; anywhere else it decides nothing, and is told.
func TestNamesInWords(t *testing.T) {
	m := build(t, nil, "")
	for _, c := range []struct {
		action     review.Action
		team, told string
	}{
		{review.Action{Title: "Alert on the queue (SRE)"}, "data-platform", "the name in brackets"},
		{review.Action{Title: "Alert on the queue [Payments Team]."}, "payments", "line's end is payments"},
		{review.Action{Title: "Alert on the queue (Quill Marsh)"}, "payments", "a member"},
		{review.Action{Title: "Alert on the queue（wallet）"}, "payments", "a former name"},
		{review.Action{Title: "Alert on the queue (SRE)", Owner: "payments"}, "payments", "the owner written"},
		{review.Action{Title: "Alert on the queue (optional)"}, "", "neither a rule, an owner"},
		{review.Action{Title: "Alert on the queue (SRE) of checkout"}, "", "its words name data-platform, which decides nothing"},
		{review.Action{Title: "Ask the Payments Team about the queue"}, "", "its words name payments"},
		{review.Action{Title: "Ask Quill Marsh about the queue"}, "", "its words name payments"},
		{review.Action{Title: "Alert on the queue"}, "", "neither a rule, an owner nor a service leads to a team"},
	} {
		d := m.Decide(mapping.Query{Review: &review.Review{}, Action: &c.action})
		if name(d.Team) != c.team || !strings.Contains(d.Why, c.told) || strings.Contains(d.Why, "Quill") {
			t.Errorf("%q leads to %q: %s", c.action.Title, name(d.Team), d.Why)
		}
	}
	m = build(t, nil, "facilities")
	d := m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Title: "Ask SRE about the queue"}})
	if name(d.Team) != "facilities" || !strings.Contains(strings.Join(d.Notes, ";"), "its words name data-platform") {
		t.Errorf("%q, %q", name(d.Team), d.Notes)
	}
}

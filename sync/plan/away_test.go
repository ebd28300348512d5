package plan_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func TestAway(t *testing.T) {
	at := func(prefix string) func(string) bool {
		return func(address string) bool { return strings.HasPrefix(address, prefix) }
	}
	homes := plan.Homes{"jira": at("https://acme.example/"), "any": func(string) bool { return true }}
	strict := plan.Homes{"jira": homes["jira"]}
	item := func(tr, id, url string) plan.Action {
		return plan.Action{Key: "3f9a2c1b77d0", Item: &plan.Item{Tracker: tr, ID: id, Key: "PAY-1", URL: url}}
	}
	known := plan.ItemRow{Tracker: "jira", Item: tracker.Item{ID: "1", URL: "https://acme.example/PAY-1", Marker: &tracker.Marker{Action: "3f9a2c1b77d0"}}}
	other := known
	other.Marker = &tracker.Marker{Action: "000000000001"}
	for _, tt := range []struct {
		name  string
		homes plan.Homes
		k     plan.Action
		row   plan.ItemRow
		want  string
	}{
		{"no item", homes, plan.Action{}, plan.ItemRow{}, ""},
		{"where nobody ever looked", strict, item("", "", "https://else.example/1"), plan.ItemRow{}, ""},
		{"there", homes, item("jira", "1", "https://acme.example/PAY-1"), plan.ItemRow{}, ""},
		{"without an address", homes, item("jira", "1", ""), plan.ItemRow{}, ""},
		{"not configured", homes, item("local", "1", "pay.md#1"), plan.ItemRow{}, "in local, not configured now"},
		{"the name is another's", homes, item("jira", "1", "https://old.example/PAY-1"), plan.ItemRow{}, "where jira was before"},
		{"the site has another address", homes, item("jira", "1", "https://old.example/PAY-1"), known, ""},
		{"the number is another item's", homes, item("jira", "1", "https://old.example/PAY-1"), other, "where jira was before"},
		{"a tracker that can't tell", homes, item("any", "1", "x"), plan.ItemRow{}, ""},
		{"lost, in a site", strict, item("", plan.LostItem, "https://old.example/PAY-1"), plan.ItemRow{}, "at old.example, not configured now"},
		{"lost, in a file", strict, item("", plan.LostItem, "../pay.md#1"), plan.ItemRow{}, "in a backlog file, not configured now"},
		{"lost, and a tracker is there", strict, item("", plan.LostItem, "https://acme.example/PAY-1"), plan.ItemRow{}, ""},
	} {
		if got := tt.homes.Away(tt.k, tt.row); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOfBacklogFile(t *testing.T) {
	for _, tt := range []struct {
		ticket *review.Ticket
		want   bool
	}{
		{nil, false},
		{&review.Ticket{Text: "payments-3f9a2c", URL: "../backlogs/payments.md#3f9a2c"}, true},
		{&review.Ticket{Text: "payments-3f9a2c-2", URL: "payments.md#3f9a2c-2"}, true},
		{&review.Ticket{Text: "payments-3f9a2c", URL: "https://acme.example/payments.md#3f9a2c"}, false},
		{&review.Ticket{Text: "the design", URL: "design.md#3f9a2c"}, false},
		{&review.Ticket{Text: "payments-3f9a2c"}, false},
		{&review.Ticket{Text: "intro", URL: "notes.md#intro"}, false},
	} {
		if got := tt.ticket.OfBacklogFile(); got != tt.want {
			t.Errorf("%+v: %v", tt.ticket, got)
		}
	}
}

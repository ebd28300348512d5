package identity_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
)

// Where the line above known actions is read as the action, and they as the text that
// it goes on with, they are followed on, however short, and nothing is made for it
// until a person says so.
func TestMergeActionsThatStandBelowAnother(t *testing.T) {
	for name, link := range map[string]string{"bare": "", "with its link": " (%s)", "with its address": " (%s (https://example.test/7))"} {
		t.Run(name, func(t *testing.T) {
			first, _ := identity.Merge(record(), reading("Search (old)", "Claims", "Add a runbook"), meeting())
			first = withItems(first)
			r := reading("Alert for", "Add a runbook")
			for _, k := range first.Actions[:2] {
				r.Actions[0].Detail += "\n" + k.Reading.Title + strings.ReplaceAll(link, "%s", k.Item.Key)
			}
			r.Text += "\n\nClaims were lost."
			second, _ := identity.Merge(first, r, meeting())
			k := second.Actions[0]
			if k.Item != nil || !k.MayBeReworded() || k.Asks.Item != *first.Actions[0].Item {
				t.Errorf("the line above asks about %+v", k.Asks)
			}
			for _, k := range second.Actions[2:] {
				if k.Position != plan.Stands || k.Item == nil {
					t.Errorf("%q is at %d with %v", k.Text, k.Position, k.Item)
				}
			}
			// A person says that it is one of its own: nothing else changes.
			r.Actions[0].Answer.Separate = true
			third, _ := identity.Merge(second, r, meeting())
			if third.Actions[0].MayBeReworded() || third.Actions[2].Position != plan.Stands {
				t.Errorf("asks %+v, and what stands below is at %d", third.Actions[0].Asks, third.Actions[2].Position)
			}
			// Taken out below, they are withdrawn, though their words stand elsewhere.
			r.Actions[0].Detail = ""
			fourth, _ := identity.Merge(third, r, meeting())
			if got := fourth.Actions[3]; got.Text != review.Normalise("Claims") || got.Position != plan.Withdrawn {
				t.Errorf("%q is at %d", got.Text, got.Position)
			}
		})
	}
}

// A line that says more than the known words, or links to another item, is not it.
func TestMergeNothingStandsInALongerLine(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Claims", "Add a runbook"), meeting())
	r := reading("Add a runbook", "Alert for")
	r.Actions[1].Detail = "Claims are late\nClaims (PAY-7)"
	second, _ := identity.Merge(withItems(first), r, meeting())
	if got := second.Actions[2]; got.Position != plan.Withdrawn {
		t.Errorf("%q is at %d", got.Text, got.Position)
	}
}

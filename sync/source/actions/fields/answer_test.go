package fields

import (
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/document"
)

func TestAPersonSaysThatALineIsAnActionOrNone(t *testing.T) {
	for text, want := range map[string]review.Answer{
		"Add an alert (action)":                         {Action: true},
		"Add an alert (Action).":                        {Action: true},
		"The queue was drained (no action)":             {NoAction: true},
		"The queue was drained (No action) (team: pay)": {NoAction: true, Team: "pay"},
		"Define what counts as a (corrective action)":   {},
	} {
		if got := Read(document.Rich{Text: text}, "").Answer; got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

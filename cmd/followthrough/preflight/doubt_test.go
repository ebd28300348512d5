package preflight

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

func TestCheckSumsUpWhatWasLeftAlone(t *testing.T) {
	m, problems := mapping.New(nil, nil, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	c := &Check{Config: &config.Config{Mapping: m}}
	s := config.Source{Name: "sre", Restricted: &config.Restricted{When: map[string][]string{"audience": {"legal"}}}}
	doc := func(path string, r review.Review) source.Document {
		return source.Document{Entry: source.Entry{Path: path}, Review: r}
	}
	unsure := review.Action{Title: "Drained the queue", Doubt: "past tense"}
	answered := review.Action{Title: "Alert on depth", Doubt: "prose", Answer: review.Answer{Action: true}}
	p := newPart("source sre")
	c.leftAlone(p, s, []source.Document{
		doc("a.md", review.Review{
			Actions: []review.Action{unsure, answered, unsure},
			Doubts:  review.Doubts{MoreDoubtful: 40, DoubtfulBelow: []string{"What we will do", "What we  will do"}},
		}),
		doc("b.md", review.Review{
			Actions: []review.Action{unsure, unsure, unsure, unsure},
			Doubts:  review.Doubts{DoubtfulBelow: []string{"Backlog", "What we will do", "Later", "Perhaps"}},
		}),
		doc("c.md", review.Review{
			Meta: map[string][]string{"audience": {"legal"}}, Actions: []review.Action{unsure},
			Doubts: review.Doubts{DoubtfulBelow: []string{"What the court will ask"}, NotUnderstood: true},
		}),
		doc("d.md", review.Review{Doubts: review.Doubts{NotUnderstood: true}}),
	})
	found := p.end()
	if len(found) != 2 {
		t.Fatalf("%+v", found)
	}
	if got, want := found[0].Text, "2 reviews: "+review.NothingUnderstood+" (a restricted one, d.md)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := found[1].Text, "47 lines left alone, in 3 reviews: each may be an action, most of them below “What we will do” (3), “Backlog” (1), “Later” (1)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if !strings.Contains(found[1].Next, "`read: {sections: {take: [\"What we will do\", \"Backlog\", \"Later\"]}}`") {
		t.Error(found[1].Next)
	}
	none := newPart("source sre")
	c.leftAlone(none, s, []source.Document{doc("e.md", review.Review{Actions: []review.Action{answered}})})
	if found := none.end(); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}

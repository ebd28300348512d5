package plan_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// TestAskedForBeforeItWasRestricted: what was asked for while a review was open
// to all is asked for again without a word of it, and to a backlog that is the
// team's no more without what its backlog of now may know.
func TestAskedForBeforeItWasRestricted(t *testing.T) {
	for name, project := range map[string]string{"into the team's backlog": "payments", "into one that was the team's": "before"} {
		t.Run(name, func(t *testing.T) {
			in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"})
			in.Reviews[0].Restricted = true
			k := in.Reviews[0].Actions[0]
			in.Intents[k.Key] = plan.Intent{
				Action: k.Key, Review: in.Reviews[0].Key, Tracker: "local", Team: "payments", Attempt: 1, Size: 1, Asked: day.Add(-time.Hour * 24),
				Backlog: tracker.Backlog{Project: project}, Marker: tracker.Marker{Text: "alert on queue depth", Source: "secret reviews"},
			}
			in.Trackers["local"] = plan.TrackerFacts{Settle: time.Minute, Shown: map[string]time.Time{project: day}}
			in.Mapping.Team("payments").Backlog.Restricted = mapping.Telling{Title: true}
			p := plan.Make(in)
			if len(p.Steps) == 0 || p.Steps[0].Op != plan.OpCreate {
				t.Fatalf("not asked for again: %+v", p.Reviews[0].Actions[0].Reason)
			}
			item := p.Steps[0].New
			if item.Marker.Text != "" || item.Marker.Source != "" || p.Steps[0].Intent.Marker.Text != "" {
				t.Errorf("the marker tells of it: %+v", item.Marker)
			}
			if told, may := strings.Contains(item.Title, "queue"), project == "payments"; told != may {
				t.Errorf("%q in %s", item.Title, project)
			}
		})
	}
}

// TestWithoutPath: an error names a restricted review by its key, or is left out
// where it may name it in another way.
func TestWithoutPath(t *testing.T) {
	const key = "615a991a0b25"
	for words, want := range map[string]string{
		"write /srv/secret/zebra hole.md: no space left":          "write /srv/" + key + ": no space left",
		"open .zebra hole.md.tmp: no space left":                  "",
		"PUT /contents/secret/zebra%20hole.md: 403":               "",
		"PUT /contents/SECRET/%7aebra.md: 403":                    "",
		"conflict in secret/zebra hole.md and in zebra hole.md":   "",
		"report to sre:secret/zebra hole.md: the branch moved on": "report to sre:" + key + ": the branch moved on",
	} {
		got := plan.WithoutPath(words, "secret/zebra hole.md", key)
		if want == "" {
			want = plan.NotLogged + ": `followthrough status " + key + "` says why"
		}
		if got != want {
			t.Errorf("%s\n%s\nwant %s", words, got, want)
		}
	}
	if got := plan.WithoutPath("write a.md: no", "a.md", "a.md"); got != "write a.md: no" {
		t.Error(got)
	}
}

package show_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

func asIs(s string) string { return s }

func mayBeNone(title string, heldBy plan.HeldBy) plan.Action {
	k := plan.Action{Key: review.Key(title), State: review.Held, HeldBy: heldBy}
	k.Reading = review.Action{Title: title, Doubt: "past tense"}
	k.Reason = k.Reading.DoubtWords()
	return k
}

func published(said plan.Said, actions ...plan.Action) plan.Review {
	said.Title = "Checkout"
	return plan.Review{Key: "aaaaaaaaaaaa", Source: "sre", Path: "a.md", Published: true, FirstRead: time.Unix(1, 0), Said: said, Actions: actions}
}

func TestNothingUnreadIsCalledComplete(t *testing.T) {
	done := plan.Action{Key: "1", State: review.Done}
	for name, tc := range map[string]struct {
		review      plan.Review
		long, short string
	}{
		"no actions":          {published(plan.Said{}), "no actions: complete", "no actions: complete"},
		"only lines in doubt": {published(plan.Said{}, mayBeNone("a", plan.HeldByDoubt), mayBeNone("b", plan.HeldByOldDoubt)), "2 lines left alone", "2 lines left alone"},
		"beside actions":      {published(plan.Said{}, done, mayBeNone("a", plan.HeldByOldDoubt)), "1 of 1 action settled · 1 line left alone", "1 done, 1 line left alone"},
		"more than are kept":  {published(plan.Said{MoreDoubtful: 9900}, mayBeNone("a", plan.HeldByDoubt)), "9901 lines left alone", "9901 lines left alone"},
		"another language":    {published(plan.Said{NotUnderstood: true}), review.NothingUnderstood, review.NothingUnderstood},
	} {
		t.Run(name, func(t *testing.T) {
			var long, short strings.Builder
			all := []plan.Review{tc.review}
			show.Status(terminal.Env{Out: &long, Width: 120}, show.Standing{Reviews: all, Configured: func(string) bool { return true }, Restate: asIs})
			if want := "  sre:a.md · " + tc.long + "\n"; !strings.Contains(long.String(), want) {
				t.Errorf("status says\n%s\nwant %q", long.String(), want)
			}
			show.ReviewsShort(terminal.Env{Out: &short, Width: 120}, all, asIs)
			if first, _, _ := strings.Cut(short.String(), "\n"); !strings.HasSuffix(first, "  "+tc.short) {
				t.Errorf("status --short says %q, want %q", first, tc.short)
			}
		})
	}
}

// A record that programs read has no words of a restricted review in its doubts.
func TestDoubtsInJSON(t *testing.T) {
	r := published(plan.Said{MoreDoubtful: 3}, mayBeNone("a", plan.HeldByDoubt), plan.Action{Key: "1", State: review.Done})
	secret := r
	secret.Restricted = true
	var out strings.Builder
	must(t, show.StatusJSON(&out, show.Redaction{On: true}.Reviews([]plan.Review{r, secret}), asIs))
	var got struct {
		Reviews []struct {
			MoreDoubtful int `json:"more_doubtful"`
			Actions      []struct {
				Doubt *string `json:"doubt"`
				Waits bool    `json:"waits_for_a_person"`
			} `json:"actions"`
		} `json:"reviews"`
	}
	must(t, json.Unmarshal([]byte(out.String()), &got))
	open, hidden := got.Reviews[0], got.Reviews[1]
	if open.MoreDoubtful != 3 || open.Actions[0].Doubt == nil || *open.Actions[0].Doubt != "past tense" || !open.Actions[0].Waits || open.Actions[1].Doubt != nil {
		t.Errorf("%s", out.String())
	}
	if d := hidden.Actions[0].Doubt; d == nil || *d != show.ErrHidden.Error() {
		t.Errorf("%s", out.String())
	}
}

func TestExtractTellsWhatMayBeNoAction(t *testing.T) {
	r := review.Review{
		Title: "Checkout",
		Actions: []review.Action{
			{Title: "Drained the queue", Doubt: "past tense", Line: 3}, {Title: "Alert on depth", Line: 5},
			{Title: "The queue is drained", Doubt: "prose", Answer: review.Answer{NoAction: true}, Line: 6},
			{Title: "Watch the queue", Doubt: "prose", Answer: review.Answer{Action: true}, Line: 7},
		},
		Doubts: review.Doubts{MoreDoubtful: 2},
	}
	doc := show.NewExtracts(time.Unix(1, 0))
	doc.Add("a.md", r)
	var out strings.Builder
	must(t, show.JSON(&out, doc))
	var got struct {
		Reviews []struct {
			Actions []struct {
				Title string
				Doubt *string
			}
			MoreDoubtful int `json:"more_doubtful"`
		}
	}
	must(t, json.Unmarshal([]byte(out.String()), &got))
	var titles []string
	for _, a := range got.Reviews[0].Actions {
		titles = append(titles, a.Title)
		if (a.Doubt != nil) != (a.Title == "Drained the queue") {
			t.Errorf("%s: doubt %v", a.Title, a.Doubt)
		}
	}
	if diff := cmp.Diff([]string{"Alert on depth", "Watch the queue", "Drained the queue"}, titles); diff != "" || got.Reviews[0].MoreDoubtful != 2 {
		t.Error(diff, out.String())
	}
	out.Reset()
	show.Extract(terminal.Env{Out: &out, Width: 120}, *doc)
	for _, want := range []string{"2 actions · 3 lines left alone\n", "     3 ? Drained the queue\n", "may be no action: past tense\n", "and 2 more that may be actions"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

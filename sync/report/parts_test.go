package report_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/reporttest"
	"github.com/followthrough/followthrough/sync/review"
)

func asIs(s string) string { return s }

func drawDay(t *rapid.T, what string) time.Time {
	return reporttest.Now().AddDate(0, 0, -rapid.IntRange(0, 500).Draw(t, what))
}

func drawReviews(t *rapid.T) []report.Review {
	out := make([]report.Review, rapid.IntRange(0, 12).Draw(t, "reviews"))
	for i := range out {
		r := report.Review{
			Key: review.Key(fmt.Sprintf("%012x", i)), Path: fmt.Sprint(i), Title: "T",
			Source:     rapid.SampledFrom([]string{"sre", "wiki"}).Draw(t, "source"),
			Kind:       rapid.SampledFrom([]review.Kind{review.Incident, review.NearMiss}).Draw(t, "kind"),
			Days:       report.Days{Age: drawDay(t, "age"), Date: drawDay(t, "incident"), FirstRead: drawDay(t, "first read")},
			Services:   rapid.SliceOfN(rapid.SampledFrom([]string{"a", "A", "b", "c d"}), 0, 3).Draw(t, "services"),
			Restricted: rapid.Bool().Draw(t, "restricted"), Silent: rapid.IntRange(0, 5).Draw(t, "silent") == 0,
		}
		if rapid.Bool().Draw(t, "mark") {
			r.PublishedAt = r.Age
		}
		for j := range rapid.IntRange(0, 3).Draw(t, "taken out") {
			r.TakenOut = append(r.TakenOut, report.TakenOut{Action: review.Key(fmt.Sprint(i, "-", j)), Team: drawTeam(t)})
		}
		for j := range rapid.IntRange(0, 6).Draw(t, "actions") {
			r.Actions = append(r.Actions, drawAction(t, i*10+j))
		}
		out[i] = r
	}
	return out
}

func drawTeam(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "payments", "ledger", "platform"}).Draw(t, "team")
}

var sharedItems = []*report.Item{nil, nil, {Tracker: "jira", ID: "1", Key: "A-1"}, {Tracker: "jira", ID: "2", Key: "A-2"}}

func drawAction(t *rapid.T, n int) report.Action {
	a := report.Action{
		Key: review.Key(fmt.Sprintf("%012x", 0xaa0000+n)), Team: drawTeam(t), State: rapid.SampledFrom(review.States()).Draw(t, "state"),
		HeldBy: rapid.SampledFrom([]string{"max_new", "ask", "off", "look-alike", "newly read"}).Draw(t, "held by"),
		Reason: rapid.SampledFrom([]string{"", "no", "later"}).Draw(t, "reason"), Type: rapid.SampledFrom([]string{"", "x", "X"}).Draw(t, "type"),
		Owned: rapid.Bool().Draw(t, "owned"), HasItem: rapid.Bool().Draw(t, "item"), Moved: rapid.Bool().Draw(t, "moved"),
		Shared: rapid.SampledFrom(sharedItems).Draw(t, "shared"), Position: n,
	}
	if rapid.Bool().Draw(t, "made") {
		a.Made = drawDay(t, "made at")
		if a.State.Settled() {
			a.Settled = a.Made.AddDate(0, 0, rapid.IntRange(-3, 90).Draw(t, "took"))
		}
	}
	return a
}

func drawOptions(t *rapid.T) report.Options {
	o := report.Options{
		Now: reporttest.Now(), By: rapid.SampledFrom(report.Groupings()).Draw(t, "by"), Restate: asIs,
		MinGroup: rapid.IntRange(0, 8).Draw(t, "min_group"), Team: rapid.SampledFrom([]string{"", "", "payments"}).Draw(t, "of team"),
		Source: rapid.SampledFrom([]string{"", "", "wiki"}).Draw(t, "of source"),
	}
	if rapid.Bool().Draw(t, "since") {
		o.Period.Since = report.Day(drawDay(t, "since day"))
	}
	return o
}

// Every action is in exactly one state, and whatever counts actions in parts
// counts each once.
func partsAddUp(t *rapid.T, what string, f report.Figures) {
	s := f.States
	sum := 0
	for _, state := range review.States() {
		sum += s.Of(state)
	}
	strands := 0
	for _, strand := range report.Strands() {
		strands += s.In(strand)
	}
	declined, aged := 0, 0
	for _, d := range f.Declined {
		declined += d.Actions
	}
	for _, b := range f.Ages.Bands() {
		aged += b.Actions
	}
	h := f.Held
	for name, pair := range map[string][2]int{
		"states":          {sum, s.Sum()},
		"strands":         {strands, s.Sum()},
		"kinds":           {f.Reviews.Incidents + f.Reviews.NearMisses, f.Reviews.All},
		"no actions":      {min(f.Reviews.NoActions, f.Reviews.All), f.Reviews.NoActions},
		"reasons":         {declined, s.Of(review.Declined)},
		"ages":            {aged, s.Of(review.Open) + s.Of(review.InProgress)},
		"held by":         {h.Ask + h.LookAlike + h.MaxNew + h.Off + h.NewlyRead, s.Of(review.Held)},
		"waits":           {s.Of(review.Unrouted) + s.Of(review.Blocked) + s.Of(review.Missing) + s.Of(review.Held) - h.Off, f.Waits},
		"settled":         {s.Of(review.Done) + s.Of(review.Declined), f.Settled.Part},
		"settled of":      {s.Sum() - s.Of(review.Withdrawn), f.Settled.Whole},
		"owners":          {s.Sum(), f.NoOwner.Whole},
		"oldest":          {btoi(f.Oldest != nil), min(1, f.Open())},
		"items no longer": {max(f.ToItem.Count, f.Moved.Whole), f.Moved.Whole},
		"ends no longer":  {min(f.ToDone.Count, s.Of(review.Done)), f.ToDone.Count},
	} {
		if pair[0] != pair[1] {
			t.Fatalf("%s: %s: %d and %d", what, name, pair[0], pair[1])
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reviews, o := drawReviews(t), drawOptions(t)
		r := report.Make(reviews, o)
		partsAddUp(t, "total", r.Total)
		for _, g := range r.Groups {
			partsAddUp(t, g.Label, g.Figures)
		}
		waits := 0
		for _, w := range r.Waits {
			waits += w.Actions
			if len(w.Waiting) > w.Actions {
				t.Fatalf("%s: %d of %d are named", w.Kind, len(w.Waiting), w.Actions)
			}
		}
		if want := r.Total.Waits + r.Total.Held.Off; waits != want {
			t.Fatalf("%d actions are told of, %d wait", waits, want)
		}
		open := slices.DeleteFunc(slices.Clone(reviews), func(r report.Review) bool { return r.Restricted })
		if want := report.Make(open, o).Total.Shared; len(r.Shared) != want {
			t.Fatalf("%d shared items are named, there are %d of reviews that are not restricted", len(r.Shared), want)
		}
	})
}

// Groups add up to the whole. By team an action stands in one group, a review
// in that of each team it has, or had, an action for; by service both stand in that of
// each of the review's services; by anything else each stands once.
func TestGroupsAddUpToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, o := drawReviews(t), drawOptions(t)
		r := report.Make(all, o)
		var reviews, actions, out, items, done int
		for _, g := range r.Groups {
			reviews, actions, out = reviews+g.Reviews.All, actions+g.States.Sum(), out+g.TakenOut
			items, done = items+g.ToItem.Count, done+g.ToDone.Count
		}
		if o.By != report.ByService {
			same(t, "actions", actions, r.Total.States.Sum())
			same(t, "taken out", out, r.Total.TakenOut)
			same(t, "items", items, r.Total.ToItem.Count)
			same(t, "done", done, r.Total.ToDone.Count)
		}
		switch {
		case o.MinGroup > 1 && (o.By == report.ByTeam || o.By == report.ByService):
			if reviews < r.Total.Reviews.All || actions < r.Total.States.Sum() {
				t.Fatalf("the groups are less than the whole: %d reviews, %d actions", reviews, actions)
			}
		case o.By == report.ByTeam, o.By == report.ByService:
			wantReviews, wantActions := places(all, o)
			same(t, "reviews in groups", reviews, wantReviews)
			same(t, "actions in groups", actions, wantActions)
		default:
			same(t, "reviews", reviews, r.Total.Reviews.All)
		}
	})
}

func same(t *rapid.T, what string, got, want int) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: %d, want %d", what, got, want)
	}
}

// places counts reviews and actions once for each group that they stand in.
func places(all []report.Review, o report.Options) (reviews, actions int) {
	for _, r := range all {
		teams, services := map[string]bool{}, map[string]bool{}
		of := 0
		for _, a := range r.Actions {
			if o.Team == "" || a.Team == o.Team {
				teams[a.Team] = true
				of++
			}
		}
		for _, s := range r.Services {
			services[strings.ToLower(s)] = true
		}
		n := max(1, len(services))
		if r.Restricted {
			n = 1
		}
		if o.By == report.ByTeam {
			for _, t := range r.TakenOut {
				if o.Team == "" || t.Team == o.Team {
					teams[t.Team] = true
				}
			}
			n = len(teams)
			if len(r.Actions) == 0 {
				n++ // that of no actions
			}
		}
		if o.Team != "" && of == 0 && !slices.ContainsFunc(r.TakenOut, func(t report.TakenOut) bool { return t.Team == o.Team }) ||
			r.Silent || !o.Period.Holds(r.Age) || o.Source != "" && o.Source != r.Source {
			continue
		}
		reviews += n
		if o.By == report.ByService {
			actions += n * of
		} else {
			actions += of
		}
	}
	return reviews, actions
}

// The order of what is read means nothing, and groups stand in the order of
// the alphabet or of time.
func TestOrderIsOfAlphabetOrTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, o := drawReviews(t), drawOptions(t)
		r := report.Make(all, o)
		shuffled := slices.Clone(all)
		seed := rapid.Uint64().Draw(t, "seed")
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(r, report.Make(shuffled, o), cmp.FilterPath(func(p cmp.Path) bool { return strings.HasPrefix(p.String(), "Options") }, cmp.Ignore()),
			cmp.AllowUnexported(report.Waiting{})); diff != "" {
			t.Fatalf("in another order: %s", diff)
		}
		var names []string
		rests := 0
		for _, g := range r.Groups {
			if g.Rest != report.Named {
				rests++
				continue
			}
			if rests > 0 {
				t.Fatal("a named group stands behind the rest")
			}
			name := g.Name
			if g.Review != nil {
				name = g.Review.Published
			}
			names = append(names, name)
		}
		if !slices.IsSorted(names) {
			t.Fatalf("out of order: %v", names)
		}
	})
}

// A group with actions, but fewer than min_group, is nowhere by name.
func TestSmallGroupsAreFolded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, o := drawReviews(t), drawOptions(t)
		r := report.Make(all, o)
		bare := o
		bare.MinGroup = 0
		whole := report.Make(all, bare)
		if diff := cmp.Diff(whole.Total, r.Total); diff != "" {
			t.Fatalf("folding changes the whole: %s", diff)
		}
		for _, g := range slices.Concat(r.Groups, r.Months) {
			if n := g.States.Sum(); g.Review == nil && g.Rest == report.Named && n > 0 && n < o.MinGroup {
				t.Fatalf("%s has %d actions, less than %d", g.Label, n, o.MinGroup)
			}
		}
		if o.By == report.ByReview {
			same(t, "reviews", len(r.Groups), len(whole.Groups))
		}
	})
}

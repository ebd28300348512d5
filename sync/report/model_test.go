package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/export"
	"github.com/followthrough/followthrough/sync/report/reporttest"
	"github.com/followthrough/followthrough/sync/review"
)

// Small numbers are shown as numbers.
func TestSharesOfFewAreNumbers(t *testing.T) {
	for _, tt := range []struct {
		part, whole int
		want        string
	}{
		{0, 0, "none"}, {0, 1, "0 of 1"}, {9, 14, "9 of 14"}, {19, 19, "19 of 19"}, {10, 20, "10 of 20 (50%)"}, {62, 100, "62 of 100 (62%)"},
		{1, 3, "1 of 3"}, {7, 30, "7 of 30 (23%)"}, {1, 1000, "1 of 1000 (1%)"}, {999, 1000, "999 of 1000 (99%)"}, {1000, 1000, "1000 of 1000 (100%)"}, {0, 20, "0 of 20 (0%)"},
	} {
		if got := (report.Share{Part: tt.part, Whole: tt.whole}).Words(); got != tt.want {
			t.Errorf("%d of %d: %q, want %q", tt.part, tt.whole, got, tt.want)
		}
	}
}

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// one is a review of 1 October with actions.
func one(actions ...report.Action) report.Review {
	return report.Review{
		Key: "aaaaaaaaaaaa", Source: "sre", Path: "a.md", Title: "A", Kind: review.Incident,
		Days: report.Days{Age: day("2026-10-01"), PublishedAt: day("2026-10-01"), FirstRead: day("2026-10-02")}, Actions: actions,
	}
}

func options(by report.By) report.Options {
	return report.Options{Now: reporttest.Now(), By: by, Restate: asIs}
}

func TestTimes(t *testing.T) {
	done := func(made, settled int) report.Action {
		at := day("2026-10-01").AddDate(0, 0, made)
		return report.Action{State: review.Done, Made: at, Settled: at.AddDate(0, 0, settled)}
	}
	for name, tt := range map[string]struct {
		review       report.Review
		toItem, done string
	}{
		"none":              {one(report.Action{State: review.Open}), "none yet", "none yet"},
		"one":               {one(done(2, 5)), "median 2.0 days (1 item)", "median 5.0 days (1 item)"},
		"the middle of two": {one(done(1, 1), done(4, 2)), "median 2.5 days (2 items)", "median 1.5 days (2 items)"},
		"9 of 10":           {one(done(1, 1), done(2, 2), done(3, 3), done(4, 4), done(5, 5), done(6, 6), done(7, 7), done(8, 8), done(9, 9), done(30, 90)), "median 5.5 days, 9 of 10 within 9.0 days (10 items)", "median 5.5 days, 9 of 10 within 9.0 days (10 items)"},
		"declined is not done": {one(report.Action{State: review.Declined, Made: day("2026-10-03"), Settled: day("2026-10-09")}),
			"median 2.0 days (1 item)", "none yet"},
		"not of our making": {one(report.Action{State: review.Done, Settled: day("2026-10-09"), HasItem: true}), "none yet", "none yet"},
		"made before":       {one(report.Action{State: review.Done, Made: day("2026-09-01"), Settled: day("2026-08-01")}), "none yet", "none yet"},
		"ten at once": {one(done(0, 0), done(0, 0), done(0, 0), done(0, 0), done(0, 0), done(0, 0), done(0, 0), done(0, 0), done(0, 0), done(0, 0)),
			"median under 0.1 days, 9 of 10 within 0.1 days (10 items)", "median under 0.1 days, 9 of 10 within 0.1 days (10 items)"},
		"at once":               {one(done(0, 0)), "median under 0.1 days (1 item)", "median under 0.1 days (1 item)"},
		"withdrawn, item stays": {one(report.Action{State: review.Withdrawn, Made: day("2026-10-02")}), "median 1.0 day (1 item)", "none yet"},
	} {
		f := report.Make([]report.Review{tt.review}, options(report.ByTeam)).Total
		if got := f.ToItem.Words("item", "items"); got != tt.toItem {
			t.Errorf("%s: to item: %q, want %q", name, got, tt.toItem)
		}
		if got := f.ToDone.Words("item", "items"); got != tt.done {
			t.Errorf("%s: to done: %q, want %q", name, got, tt.done)
		}
	}
	// Without a mark, time counts from when it was first read as published.
	r := one(done(4, 1))
	r.PublishedAt = time.Time{}
	if got := report.Make([]report.Review{r}, options(report.ByTeam)).Total.ToItem.Words("item", "items"); got != "median 3.0 days (1 item)" {
		t.Errorf("without a mark: %s", got)
	}
}

func TestPeriods(t *testing.T) {
	p := report.Period{Since: day("2026-10-01"), Until: day("2026-10-31")}
	for at, want := range map[string]bool{
		"2026-09-30T23:59:59Z": false, "2026-10-01T00:00:00Z": true, "2026-10-31T23:59:59Z": true, "2026-11-01T00:00:00Z": false,
	} {
		when, err := time.Parse(time.RFC3339, at)
		must(t, err)
		if p.Holds(when) != want {
			t.Errorf("%s: %v", at, !want)
		}
	}
	if err := (report.Period{Since: p.Until, Until: p.Since}).Check(); !errors.Is(err, report.ErrBackwards) {
		t.Errorf("backwards: %v", err)
	}
	for _, fine := range []report.Period{{}, p, {Since: p.Since}, {Until: p.Until}, {Since: p.Since, Until: p.Since}} {
		if err := fine.Check(); err != nil {
			t.Errorf("%s: %v", fine.Words(), err)
		}
	}
}

// A month in which nothing was published is part of the picture.
func TestMonthsHaveNoGaps(t *testing.T) {
	a, b := one(), one()
	a.Age, b.Age, b.Key = day("2025-11-30"), day("2026-02-01"), "bbbbbbbbbbbb"
	var got []string
	for _, g := range report.Make([]report.Review{b, a}, options(report.ByMonth)).Groups {
		got = append(got, fmt.Sprint(g.Label, " ", g.Reviews.All))
	}
	if diff := cmp.Diff([]string{"2025-11 1", "2025-12 0", "2026-01 0", "2026-02 1"}, got); diff != "" {
		t.Error(diff)
	}
}

// A review with no actions is a good review: it is in no team's row, and is
// never said as a share of nothing.
func TestNoActionsIsComplete(t *testing.T) {
	r := report.Make([]report.Review{one()}, options(report.ByTeam))
	if len(r.Groups) != 1 || r.Groups[0].Rest != report.NoActions || r.Groups[0].Reviews.NoActions != 1 {
		t.Errorf("%+v", r.Groups)
	}
	var b bytes.Buffer
	must(t, report.Markdown(&b, r))
	if text := b.String(); !strings.Contains(text, "complete") || strings.Contains(text, "0 of 0") || strings.Contains(text, "What waits") {
		t.Errorf("said otherwise:\n%s", text)
	}
}

// Of a restricted review only source, key, day and figures are told.
func TestRestrictedReviewsAreNamedByKey(t *testing.T) {
	r := one(
		report.Action{Key: "000000000001", Team: "platform", State: review.Blocked, Type: "secret type", Position: 1},
		report.Action{Key: "000000000002", Team: "platform", State: review.Declined, Reason: "secret reason"},
	)
	r.Restricted, r.Title, r.Path, r.URL, r.Services = true, "secret title", "secret/path.md", "https://secret.example.test", []string{"secret service"}
	r.Actions[0].Shared = &report.Item{Key: "secret item", URL: "https://secret.example.test/1"}
	other := r
	other.Key = "bbbbbbbbbbbb"
	words := map[review.Key]report.Words{"000000000001": {Title: "secret words", Reason: "secret why"}}
	for _, by := range report.Groupings() {
		made := report.Make([]report.Review{r, other}, options(by))
		if asked := made.Asked(); len(asked) > 0 {
			t.Errorf("%s: the words of %v are asked for", by, asked)
		}
		made = made.With(words)
		var b bytes.Buffer
		for _, err := range []error{report.Markdown(&b, made), export.JSON(&b, made), export.CSV(&b, made)} {
			must(t, err)
		}
		if strings.Contains(b.String(), "secret") {
			t.Errorf("%s: tells of it:\n%s", by, b.String())
		}
		if !strings.Contains(b.String(), "aaaaaaaaaaaa") || !strings.Contains(b.String(), "Follow-up 2 of a restricted review") {
			t.Errorf("%s: it is not there by its key", by)
		}
	}
}

// Patterns are over incidents: what stands in two of them at least.
func TestRecurring(t *testing.T) {
	a := one(report.Action{Type: "Prevent"}, report.Action{Type: "prevent"}, report.Action{Type: "detect"})
	a.Services = []string{"Checkout", "checkout", "ledger"}
	b := one(report.Action{Type: "PREVENT"})
	b.Key, b.Services = "bbbbbbbbbbbb", []string{"checkout "}
	near := one(report.Action{Type: "detect"})
	near.Key, near.Kind, near.Services = "cccccccccccc", review.NearMiss, []string{"ledger"}
	got := report.Make([]report.Review{a, b, near}, options(report.ByKind)).Recurring
	want := report.Recurring{
		Services: []report.Recurrence{{Name: "Checkout", Incidents: 2, Actions: 4}},
		Types:    []report.Recurrence{{Name: "PREVENT", Incidents: 2, Actions: 3}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// However many reasons there are, their counts add up, and what is named is
// bounded.
func TestManyReasonsAndManyWaiting(t *testing.T) {
	var actions []report.Action
	for i := range 300 {
		actions = append(actions,
			report.Action{Key: review.Key(fmt.Sprintf("%012x", i)), State: review.Declined, Reason: fmt.Sprint("reason ", i%60)},
			report.Action{Key: review.Key(fmt.Sprintf("%012x", i+1000)), State: review.Held, HeldBy: "max_new"})
	}
	r := report.Make([]report.Review{one(actions...)}, options(report.ByTeam))
	sum := 0
	for _, d := range r.Total.Declined {
		sum += d.Actions
	}
	if sum != 300 || len(r.Total.Declined) != 20 || r.Total.Declined[19].Text != "other reasons" {
		t.Errorf("%d in %d reasons, the last %v", sum, len(r.Total.Declined), r.Total.Declined[19])
	}
	if n := len(r.Asked()); n != 25 || r.Waits[0].Actions != 300 {
		t.Errorf("%d of %d are named", n, r.Waits[0].Actions)
	}
	if notes := r.Sheet().Sections; !strings.Contains(fmt.Sprint(notes), "names the other 275") {
		t.Error("nothing says that there are more")
	}
}

// What is taken back or gone is followed silently and counted nowhere, but
// said.
func TestSilentReviews(t *testing.T) {
	r := one(report.Action{State: review.Open, HasItem: true}, report.Action{State: review.Planned})
	r.Silent = true
	got := report.Make([]report.Review{r}, options(report.ByTeam))
	if got.Total.Reviews.All != 0 || got.Silent != (report.Silent{Reviews: 1, Items: 1}) {
		t.Errorf("%+v, %+v", got.Total.Reviews, got.Silent)
	}
}

// People are shown the latest of very many reviews, programs all of them.
func TestVeryManyGroups(t *testing.T) {
	var all []report.Review
	for i := range 501 {
		r := one(report.Action{State: review.Open})
		r.Key, r.Title, r.Age = review.Key(fmt.Sprintf("%012x", i)), fmt.Sprintf("R%03d", i), day("2024-01-01").AddDate(0, 0, i)
		all = append(all, r)
	}
	r := report.Make(all, options(report.ByReview))
	var md, js, table bytes.Buffer
	for _, err := range []error{report.Markdown(&md, r), export.JSON(&js, r), export.CSV(&table, r)} {
		must(t, err)
	}
	if text := md.String(); strings.Contains(text, "| R000 |") || !strings.Contains(text, "| R001 |") || !strings.Contains(text, "The latest 500 of 501") || !strings.Contains(text, "| All |  | 501 |") {
		t.Error("people are not shown the latest, or not told that there are more")
	}
	var doc struct{ Groups []struct{ Label string } }
	if err := json.Unmarshal(js.Bytes(), &doc); err != nil || len(doc.Groups) != 501 || doc.Groups[0].Label != "R000" {
		t.Errorf("the JSON has %d groups, %v", len(doc.Groups), err)
	}
	if n := strings.Count(table.String(), "\n"); n != 503 {
		t.Errorf("the CSV has %d lines", n)
	}
}

// A review that bears a day to come, as by a slip of the pen or ahead of an
// announcement, has actions of no age yet, and not of less.
func TestWhatIsToComeIsOfNoAge(t *testing.T) {
	r := one(report.Action{State: review.Open})
	r.Age, r.PublishedAt = reporttest.Now().AddDate(0, 0, 3), reporttest.Now().AddDate(0, 0, 3)
	f := report.Make([]report.Review{r}, options(report.ByReview)).Groups[0].Figures
	if f.Oldest == nil || *f.Oldest != 0 || f.Ages[0] != 1 {
		t.Errorf("oldest %v, ages %v", f.Oldest, f.Ages)
	}
}

// Where nothing was decided on there is nothing to settle: no figure says
// none, as of something that is lacking.
func TestNoActionsAreNotUnsettled(t *testing.T) {
	var b strings.Builder
	must(t, report.Markdown(&b, report.Make([]report.Review{one()}, options(report.ByTeam))))
	if !strings.Contains(b.String(), "1 with no actions, complete") || strings.Contains(b.String(), "Settled") {
		t.Errorf("a review with no actions reads:\n%s", b.String())
	}
}

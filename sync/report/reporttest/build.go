package reporttest

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Reviews are the sample's, as a store that was told of them gives them.
func Reviews(t testing.TB) ([]report.Review, map[review.Key]report.Words) {
	t.Helper()
	return Kept(t, Changes())
}

// Kept are the facts and words of a new store that changes were written into.
func Kept(t testing.TB, c plan.Changes) ([]report.Review, map[review.Key]report.Words) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "store.db"), Mode: store.ReadWrite, Now: Now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Apply(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	facts, err := s.Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var keys []review.Key
	for _, r := range facts {
		for _, a := range r.Actions {
			keys = append(keys, a.Key)
		}
	}
	words, err := s.Words(t.Context(), keys)
	if err != nil {
		t.Fatal(err)
	}
	return facts, words
}

// Report is the sample's for 90 days, by team unless o says otherwise.
func Report(t testing.TB, o report.Options) report.Report {
	t.Helper()
	facts, words := Reviews(t)
	if o.Now.IsZero() {
		o.Now = Now()
	}
	if o.By == "" {
		o.By = report.ByTeam
	}
	if o.Period.Since.IsZero() {
		o.Period.Since = day("2026-08-24")
	}
	if o.Restate == nil {
		o.Restate = func(s string) string { return s }
	}
	return report.Make(facts, o).With(words)
}

// building are changes in the making.
type building plan.Changes

func (c *building) add(n int, t told) {
	at := day(t.published)
	path := fmt.Sprintf("%s-review-%02d.md", t.published, n+1)
	r := plan.Review{
		Key: review.Key(fmt.Sprintf("%012x", 0xa0000+n)), Source: "sre", Path: path, FirstRead: at.Add(9 * time.Hour), Published: true,
		Access: plan.Access{Restricted: t.restricted},
		Said: plan.Said{
			Title: t.title, Kind: t.kind, Date: day(t.incident), PublishedAt: at, Age: at,
			Services: strings.FieldsFunc(t.services, func(r rune) bool { return r == ',' || r == ' ' }),
		},
		Document: plan.Document{URL: "https://git.example.test/post-mortems/blob/main/reviews/" + path},
	}
	if n%4 == 3 {
		r.Source = "wiki"
	}
	for i, line := range t.actions {
		r.Actions = append(r.Actions, c.action(r, i, strings.Split(line, "|")))
	}
	for i, team := range t.out {
		r.TakenOut = append(r.TakenOut, plan.TakenOut{Action: review.Key(fmt.Sprintf("%012x", 0xf00000+n*100+i)), Team: team})
	}
	c.Reviews = append(c.Reviews, r)
}

func (c *building) action(r plan.Review, i int, parts []string) plan.Action {
	for len(parts) < 7 {
		parts = append(parts, "")
	}
	title := strings.TrimLeft(parts[5], "^>&")
	marks := strings.TrimSuffix(parts[5], title)
	state, heldBy, _ := strings.Cut(parts[1], "=")
	k := plan.Action{
		Key: review.KeyOf(string(r.Key), strconv.Itoa(i), title), Team: parts[0], State: review.State(state),
		HeldBy: plan.HeldBy(heldBy), Reason: parts[6],
		Wording: plan.Wording{
			Text: review.Normalise(title), Number: 1, Position: i, FirstRead: r.FirstRead,
			Reading: review.Action{Title: title, Type: parts[4], Owner: parts[0] + " team", Line: i + 10},
		},
		Creation: plan.Creation{Generation: 1},
	}
	if strings.Contains(marks, "^") {
		k.Reading.Owner = ""
	}
	if parts[2] == "" {
		return k
	}
	k.Made = r.PublishedAt.Add(inDays(parts[2]))
	if parts[3] != "" {
		k.Settled = k.Made.Add(inDays(parts[3]))
	}
	c.item(&k, marks)
	return k
}

// item gives an action an item of its own, or the one that two share.
func (c *building) item(k *plan.Action, marks string) {
	project := strings.ToUpper(k.Team[:3])
	id := strconv.Itoa(len(c.Items) + 101)
	if strings.Contains(marks, "&") {
		id, project = "77", "LED"
	}
	key := project + "-" + id
	url := "https://jira.example.test/browse/" + key
	k.Item = &plan.Item{Tracker: "jira", ID: id, Key: key, URL: url, Status: k.State.Words()}
	row := plan.ItemRow{Tracker: "jira", Made: k.Made, MadeIn: project, Item: tracker.Item{ID: id, Key: key, URL: url, Project: project, State: k.State}}
	if strings.Contains(marks, ">") {
		row.Project = "OPS"
	}
	c.Items = append(c.Items, row)
}

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func inDays(text string) time.Duration {
	days, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return time.Duration(days * float64(24*time.Hour))
}

package export

import (
	"bufio"
	"io"
	"time"

	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/review"
)

// JSON writes the report for programs: every figure of every group, stable,
// absent values null. "until" is the last day, "overlap" what may stand in
// several groups.
func JSON(w io.Writer, r report.Report) error {
	s := &jsonStream{w: bufio.NewWriterSize(w, 1<<16)}
	s.field("at", r.Now.UTC().Format(time.RFC3339))
	s.field("since", dayOrNull(r.Period.Since))
	s.field("until", dayOrNull(r.Period.Until))
	s.field("by", r.By)
	s.field("team", orNull(r.Team))
	s.field("source", orNull(r.Source))
	s.field("min_group", r.MinGroup)
	s.field("total", figuresOf(r.Total))
	s.field("overlap", orNull(r.By.Overlap()))
	s.list("groups", len(r.Groups), func(i int) any { return groupOf(r.Groups[i]) })
	s.list("months", len(r.Months), func(i int) any { return groupOf(r.Months[i]) })
	s.field("open", openJSON{r.Open.Actions, waitingOf(r.Open.First)})
	s.list("waiting", len(r.Waits), func(i int) any { return waitOf(r.Waits[i]) })
	s.list("shared_items", len(r.Shared), func(i int) any {
		item := r.Shared[i]
		return sharedJSON{orNull(item.Tracker), item.Key, orNull(item.URL), item.Reviews, item.Actions}
	})
	s.field("recurring", recurringJSON(r.Recurring))
	s.field("followed_silently", r.Silent)
	s.field("left_alone", r.LeftAlone)
	return s.end()
}

type groupJSON struct {
	Group  *string  `json:"group"`
	Rest   *string  `json:"rest"`
	Label  string   `json:"label"`
	Folded int      `json:"folded_groups"`
	Review *refJSON `json:"review"`
	figuresJSON
}

type figuresJSON struct {
	Reviews  report.Reviews  `json:"reviews"`
	Actions  int             `json:"actions"`
	States   statesJSON      `json:"states"`
	TakenOut int             `json:"taken_out"`
	Settled  shareJSON       `json:"settled"`
	Declined []report.Reason `json:"declined_reasons"`
	Waits    int             `json:"waits_for_a_person"`
	Held     report.Held     `json:"held_by"`
	timesJSON
	Shared        int           `json:"shared_items"`
	ToPublication report.Spread `json:"incident_to_publication"`
	NoActions     shareJSON     `json:"reviews_with_no_actions"`
	NoOwner       shareJSON     `json:"actions_without_owner"`
	Moved         shareJSON     `json:"items_moved_by_their_teams"`
}

// timesJSON says how long items take, and how old those are that are open.
type timesJSON struct {
	ToItem report.Spread `json:"publication_to_item"`
	ToDone report.Spread `json:"item_to_done"`
	Ages   []report.Band `json:"open_by_age"`
	Oldest *int          `json:"oldest_open_days"`
}

// statesJSON has every state, in the order in which an action meets them: a
// struct, for speed.
type statesJSON struct {
	Past       int `json:"past"`
	Soaking    int `json:"soaking"`
	Unrouted   int `json:"unrouted"`
	Planned    int `json:"planned"`
	Held       int `json:"held"`
	Creating   int `json:"creating"`
	Blocked    int `json:"blocked"`
	Open       int `json:"open"`
	InProgress int `json:"in_progress"`
	Done       int `json:"done"`
	Declined   int `json:"declined"`
	Missing    int `json:"missing"`
	Withdrawn  int `json:"withdrawn"`
}

type shareJSON struct {
	Part    int  `json:"part"`
	Whole   int  `json:"whole"`
	Percent *int `json:"percent"`
}

type refJSON struct {
	Key        string  `json:"key"`
	Source     string  `json:"source"`
	Review     *string `json:"review"` // null of a restricted one
	Title      *string `json:"title"`
	Kind       string  `json:"kind"`
	URL        *string `json:"url"`
	Published  *string `json:"published"`
	Restricted bool    `json:"restricted"`
}

type waitJSON struct {
	Kind    string        `json:"kind"`
	Words   string        `json:"words"`
	Do      string        `json:"do"`
	Actions int           `json:"actions"`
	First   []waitingJSON `json:"first"`
}

type openJSON struct {
	Actions int           `json:"actions"`
	First   []waitingJSON `json:"first"`
}

type linkJSON struct {
	Key *string `json:"key"`
	URL *string `json:"url"`
}

type waitingJSON struct {
	Key    string  `json:"key"`
	Review refJSON `json:"review"`
	Title  string  `json:"title"`
	Team   *string `json:"team"`
	State  string  `json:"state"`
	Reason *string `json:"reason"`
	// Item is null of a restricted review's, too.
	Item *linkJSON `json:"item"`
	Days int       `json:"days_since_publication"`
}

type sharedJSON struct {
	Tracker *string `json:"tracker"`
	Key     string  `json:"key"`
	URL     *string `json:"url"`
	Reviews int     `json:"reviews"`
	Actions int     `json:"actions"`
}

type recurringJSON struct {
	Services []report.Recurrence `json:"services"`
	Types    []report.Recurrence `json:"types"`
}

func groupOf(g report.Group) groupJSON {
	out := groupJSON{Group: orNull(g.Name), Rest: orNull(string(g.Rest)), Label: g.Label, Folded: g.Groups, figuresJSON: figuresOf(g.Figures)}
	if g.Review != nil {
		ref := refOf(*g.Review)
		out.Review = &ref
	}
	return out
}

func figuresOf(f report.Figures) figuresJSON {
	declined := f.Declined
	if declined == nil {
		declined = []report.Reason{}
	}
	return figuresJSON{
		Reviews: f.Reviews, Actions: f.States.Sum(), States: statesOf(f.States), TakenOut: f.TakenOut, Settled: shareOf(f.Settled),
		Declined: declined, Waits: f.Waits, Held: f.Held, timesJSON: timesJSON{ToItem: f.ToItem, ToDone: f.ToDone, Ages: f.Ages.Bands(), Oldest: f.Oldest},
		Shared: f.Shared, ToPublication: f.ToPublication, NoActions: shareOf(f.NoActions()), NoOwner: shareOf(f.NoOwner), Moved: shareOf(f.Moved),
	}
}

func statesOf(c report.Counts) statesJSON {
	return statesJSON{
		c.Of(review.Past), c.Of(review.Soaking), c.Of(review.Unrouted), c.Of(review.Planned), c.Of(review.Held), c.Of(review.Creating),
		c.Of(review.Blocked), c.Of(review.Open), c.Of(review.InProgress), c.Of(review.Done), c.Of(review.Declined), c.Of(review.Missing),
		c.Of(review.Withdrawn),
	}
}

func shareOf(s report.Share) shareJSON { return shareJSON{s.Part, s.Whole, s.Percent()} }

func waitOf(w report.Wait) waitJSON {
	return waitJSON{w.Kind, w.Words, w.Do, w.Actions, waitingOf(w.Waiting)}
}

func waitingOf(list []report.Waiting) []waitingJSON {
	out := []waitingJSON{}
	for _, a := range list {
		one := waitingJSON{
			Key: string(a.Action), Review: refOf(a.Review), Title: a.Title, Team: orNull(a.Team), State: string(a.State),
			Reason: orNull(a.Reason), Days: a.Days,
		}
		if a.Item.Key != "" {
			one.Item = &linkJSON{orNull(a.Item.Key), orNull(a.Item.URL)}
		}
		out = append(out, one)
	}
	return out
}

func refOf(r report.Ref) refJSON {
	out := refJSON{
		Key: string(r.Key), Source: r.Source, Kind: string(r.Kind), URL: orNull(r.URL), Published: orNull(r.Published), Restricted: r.Restricted,
	}
	if !r.Restricted {
		out.Review, out.Title = orNull(r.Words()), orNull(r.Title)
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func dayOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return orNull(t.UTC().Format(time.DateOnly))
}

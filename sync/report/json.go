package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode"
	"unicode/utf16"
)

// JSON writes the report for programs: every figure of every group, stable,
// absent values null.
func JSON(w io.Writer, r Report) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(documentOf(r)); err != nil {
		return err
	}
	_, err := w.Write(spelt(b.Bytes()))
	return err
}

// spelt writes the signs of a document that nobody sees, which stand in its
// strings only, as escapes: it says the same, and drives no terminal.
func spelt(doc []byte) []byte {
	unseen := func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) }
	if !bytes.ContainsFunc(doc, unseen) {
		return doc
	}
	var b bytes.Buffer
	for _, r := range string(doc) {
		if !unseen(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.Bytes()
}

type document struct {
	At        string        `json:"at"`
	Since     *string       `json:"since"`
	Until     *string       `json:"until"` // the last day
	By        By            `json:"by"`
	Team      *string       `json:"team"`
	Source    *string       `json:"source"`
	MinGroup  int           `json:"min_group"`
	Total     figuresJSON   `json:"total"`
	Overlap   *string       `json:"overlap"` // what may stand in several groups
	Groups    []groupJSON   `json:"groups"`
	Months    []groupJSON   `json:"months"`
	Waiting   []waitJSON    `json:"waiting"`
	Shared    []sharedJSON  `json:"shared_items"`
	Recurring recurringJSON `json:"recurring"`
	Silent    Silent        `json:"followed_silently"`
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
	Reviews       Reviews  `json:"reviews"`
	Actions       int      `json:"actions"`
	States        Counts   `json:"states"`
	TakenOut      int      `json:"taken_out"`
	Settled       Share    `json:"settled"`
	Declined      []Reason `json:"declined_reasons"`
	Waits         int      `json:"waits_for_a_person"`
	Held          Held     `json:"held_by"`
	ToItem        Spread   `json:"publication_to_item"`
	ToDone        Spread   `json:"item_to_done"`
	Ages          []Band   `json:"open_by_age"`
	Oldest        *int     `json:"oldest_open_days"`
	Shared        int      `json:"shared_items"`
	ToPublication Spread   `json:"incident_to_publication"`
	NoActions     Share    `json:"reviews_with_no_actions"`
	NoOwner       Share    `json:"actions_without_owner"`
	Moved         Share    `json:"items_moved_by_their_teams"`
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

type waitingJSON struct {
	Key    string  `json:"key"`
	Review refJSON `json:"review"`
	Title  string  `json:"title"`
	Team   *string `json:"team"`
	State  string  `json:"state"`
	Reason *string `json:"reason"`
}

type sharedJSON struct {
	Tracker *string `json:"tracker"`
	Key     string  `json:"key"`
	URL     *string `json:"url"`
	Reviews int     `json:"reviews"`
	Actions int     `json:"actions"`
}

type recurringJSON struct {
	Services []Recurrence `json:"services"`
	Types    []Recurrence `json:"types"`
}

func documentOf(r Report) document {
	out := document{
		At: r.Now.UTC().Format(time.RFC3339), Since: dayOrNull(r.Period.Since), Until: dayOrNull(r.Period.Until), By: r.By,
		Team: orNull(r.Team), Source: orNull(r.Source), MinGroup: r.MinGroup, Total: figuresOf(r.Total),
		Overlap: orNull(r.By.Overlap()), Groups: groupsOf(r.Groups), Months: groupsOf(r.Months), Waiting: []waitJSON{}, Shared: []sharedJSON{},
		Recurring: recurringJSON(r.Recurring), Silent: r.Silent,
	}
	for _, w := range r.Waits {
		out.Waiting = append(out.Waiting, waitOf(w))
	}
	for _, s := range r.Shared {
		out.Shared = append(out.Shared, sharedJSON{orNull(s.Tracker), s.Key, orNull(s.URL), s.Reviews, s.Actions})
	}
	return out
}

func groupsOf(groups []Group) []groupJSON {
	out := make([]groupJSON, len(groups))
	for i, g := range groups {
		out[i] = groupJSON{Group: orNull(g.Name), Rest: orNull(string(g.Rest)), Label: g.Label, Folded: g.Groups, figuresJSON: figuresOf(g.Figures)}
		if g.Review != nil {
			ref := refOf(*g.Review)
			out[i].Review = &ref
		}
	}
	return out
}

func figuresOf(f Figures) figuresJSON {
	declined := f.Declined
	if declined == nil {
		declined = []Reason{}
	}
	return figuresJSON{
		Reviews: f.Reviews, Actions: f.States.Sum(), States: f.States, TakenOut: f.TakenOut, Settled: f.Settled,
		Declined: declined, Waits: f.Waits, Held: f.Held, ToItem: f.ToItem, ToDone: f.ToDone, Ages: f.Ages.Bands(), Oldest: f.Oldest,
		Shared: f.Shared, ToPublication: f.ToPublication, NoActions: f.NoActions(), NoOwner: f.NoOwner, Moved: f.Moved,
	}
}

func waitOf(w Wait) waitJSON {
	out := waitJSON{w.Kind, w.Words, w.Do, w.Actions, []waitingJSON{}}
	for _, a := range w.Waiting {
		out.First = append(out.First, waitingJSON{string(a.Action), refOf(a.Review), a.Title, orNull(a.Team), string(a.State), orNull(a.Reason)})
	}
	return out
}

func refOf(r Ref) refJSON {
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

package show

import (
	"io"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// statusJSON is what status prints.
type statusJSON struct {
	Reviews []reviewStatus `json:"reviews"`
}

type reviewStatus struct {
	Source      string         `json:"source"`
	Review      string         `json:"review"`
	Key         string         `json:"key"`
	State       string         `json:"state"`
	Title       string         `json:"title"`
	Kind        *string        `json:"kind"`
	URL         *string        `json:"url"`
	PublishedAt *string        `json:"published_at"`
	Actions     []actionStatus `json:"actions"`
	// MoreDoubtful counts further lines that may be actions.
	MoreDoubtful  int  `json:"more_doubtful"`
	NotUnderstood bool `json:"not_understood"`
}

type actionStatus struct {
	Key       string      `json:"key"`
	Number    *int        `json:"number"`
	Title     string      `json:"title"`
	Team      *string     `json:"team"`
	State     string      `json:"state"`
	Reason    *string     `json:"reason"`
	Doubt     *string     `json:"doubt"` // why it may be no action; null: it is one
	Waits     bool        `json:"waits_for_a_person"`
	SoakUntil *string     `json:"soak_until"`
	Item      *itemStatus `json:"item"`
}

type itemStatus struct {
	Tracker *string `json:"tracker"`
	Key     *string `json:"key"`
	URL     *string `json:"url"`
	Status  *string `json:"status"`
}

// StatusJSON writes where the actions of records stand.
func StatusJSON(w io.Writer, records []plan.Review, restate func(string) string) error {
	out := statusJSON{Reviews: []reviewStatus{}}
	for _, r := range records {
		rs := reviewStatus{
			Source: r.Source, Review: r.String(), Key: string(r.Key), State: stateOf(r), Title: restate(r.Title), Kind: OrNull(string(r.Kind)),
			URL: OrNull(r.URL), PublishedAt: MomentOrNull(r.PublishedAt), Actions: []actionStatus{},
			MoreDoubtful: r.MoreDoubtful, NotUnderstood: r.NotUnderstood,
		}
		for _, k := range r.Actions {
			rs.Actions = append(rs.Actions, newActionStatus(k, restate))
		}
		out.Reviews = append(out.Reviews, rs)
	}
	return JSON(w, out)
}

// stateOf is where a review stands: published, draft, taken_back or gone.
func stateOf(r plan.Review) string {
	switch {
	case !r.Gone.IsZero():
		return "gone"
	case r.Published:
		return "published"
	case r.FirstRead.IsZero():
		return "draft"
	}
	return "taken_back"
}

func newActionStatus(k plan.Action, restate func(string) string) actionStatus {
	a := actionStatus{
		Key: string(k.Key), Title: restate(k.Reading.Title), Team: OrNull(k.Team), State: string(k.State), Reason: OrNull(restate(k.Reason)), Waits: k.WaitsForPerson(),
	}
	if k.LeftAlone() {
		a.Doubt = OrNull(restate(k.Reading.Doubt))
	}
	if k.Position >= 0 {
		number := k.Position + 1
		a.Number = &number
	}
	if k.State == review.Soaking {
		a.SoakUntil = MomentOrNull(k.Until)
	}
	if k.Item != nil {
		a.Item = &itemStatus{
			Tracker: OrNull(k.Item.Tracker), Key: OrNull(k.Item.Key), URL: OrNull(k.Item.URL), Status: OrNull(k.Item.Status),
		}
	}
	return a
}

package show

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// Extracts is what extract prints.
type Extracts struct {
	Reviews []extractedReview `json:"reviews"`
	now     time.Time
}

type extractedReview struct {
	File      string   `json:"file"`
	Title     string   `json:"title"`
	Kind      *string  `json:"kind"`
	Published *bool    `json:"published"`
	Date      *string  `json:"date"`
	Severity  *string  `json:"severity"`
	Services  []string `json:"services"`
	// Actions are those that surely are some, then the others.
	Actions []extractedAction `json:"actions"`
	// MoreDoubtful counts further lines that may be actions.
	MoreDoubtful  int  `json:"more_doubtful"`
	NotUnderstood bool `json:"not_understood"`

	opens time.Time // when it is published by its own dates; zero: nothing to come
	flaws []review.Flaw
}

type extractedAction struct {
	Title    string  `json:"title"`
	Owner    *string `json:"owner"`
	Done     *bool   `json:"done"`
	Declined *string `json:"declined"`
	Due      *string `json:"due"`
	Priority *string `json:"priority"`
	Type     *string `json:"type"`
	Link     *string `json:"link"`
	Line     int     `json:"line"`
	Doubt    *string `json:"doubt"`   // why it may be no action; null: it surely is one
	Unclear  *string `json:"unclear"` // what the line contradicts itself in, or what of it can't be read; null: nothing
}

// NewExtracts is none so far; now says what is published by its own dates.
func NewExtracts(now time.Time) *Extracts { return &Extracts{Reviews: []extractedReview{}, now: now} }

// Add adds what was read from a file.
func (x *Extracts) Add(file string, r review.Review) {
	x.Reviews = append(x.Reviews, newExtracted(file, r, x.now))
}

func newExtracted(file string, r review.Review, now time.Time) extractedReview {
	out := extractedReview{
		File: file, Title: r.Title, Kind: OrNull(string(r.Kind)), Published: r.Published, Severity: OrNull(r.Severity),
		Services: append([]string{}, r.Services...), Actions: []extractedAction{},
		MoreDoubtful: r.MoreDoubtful, NotUnderstood: r.NotUnderstood,
	}
	if !r.PublishedBy(now) {
		no := false
		out.Published = &no
	}
	if r.IsPublished() && now.Before(r.NotBefore) {
		out.opens = r.NotBefore
	}
	out.flaws = r.Flaws
	if !r.Date.IsZero() {
		out.Date = OrNull(r.Date.Format(time.DateOnly))
	}
	doubtful := slices.DeleteFunc(slices.Clone(r.Actions), func(a review.Action) bool { return !a.Doubtful() })
	for _, a := range slices.Concat(r.Certain(), doubtful) {
		x := extractedAction{
			Title: a.Title, Owner: OrNull(a.Owner), Due: OrNull(a.Due), Priority: OrNull(a.Priority),
			Type: OrNull(a.Type), Link: OrNull(a.Ticket.Link()), Line: a.Line, Unclear: OrNull(a.Unclear),
		}
		if a.Doubtful() {
			x.Doubt = &a.Doubt
		}
		if a.Mark != "" {
			done := a.Mark == review.Done
			x.Done = &done
		}
		if a.Mark == review.Declined {
			x.Declined = &a.Reason
		}
		out.Actions = append(out.Actions, x)
	}
	return out
}

// about is the review in a line.
func (r extractedReview) about() string {
	parts := []string{r.File, strings.ReplaceAll(deref(r.Kind), "_", " "), deref(r.Date), deref(r.Severity), strings.Join(r.Services, ", ")}
	switch {
	case !r.opens.IsZero():
		parts = append(parts, "not published before "+r.opens.UTC().Format(time.RFC3339))
	case r.Published != nil && !*r.Published:
		parts = append(parts, "not published")
	}
	alone := r.alone()
	parts = append(parts, Count(len(r.Actions)+r.MoreDoubtful-alone, "action"))
	if alone > 0 {
		parts = append(parts, review.LeftAlone(alone))
	}
	if n := r.unclear(); n > 0 {
		parts = append(parts, fmt.Sprintf("%d unclear", n))
	}
	if r.NotUnderstood {
		parts = append(parts, review.NothingUnderstood)
	}
	return strings.Join(NonEmpty(parts...), " · ")
}

// alone counts the lines that may be actions, those that are not kept included.
func (r extractedReview) alone() int {
	alone := r.MoreDoubtful
	for _, a := range r.Actions {
		if a.Doubt != nil {
			alone++
		}
	}
	return alone
}

// unclear counts the actions of which something has to be mended first.
func (r extractedReview) unclear() int {
	n := 0
	for _, a := range r.Actions {
		if a.Unclear != nil && a.Doubt == nil {
			n++
		}
	}
	return n
}

// sign is the action's own mark.
func (a extractedAction) sign() string {
	switch {
	case a.Doubt != nil:
		return "?"
	case a.Unclear != nil:
		return "!"
	case a.Declined != nil:
		return "–"
	case a.Done != nil && *a.Done:
		return "✓"
	}
	return "○"
}

// facts are the action's fields that are given.
func (a extractedAction) facts() string {
	var out []string
	for _, f := range []struct {
		name  string
		value *string
	}{{"owner", a.Owner}, {"due", a.Due}, {"priority", a.Priority}, {"type", a.Type}, {"ticket", a.Link}, {"declined", a.Declined}, {"may be no action:", a.Doubt}, {"asks:", a.Unclear}} {
		if f.value != nil {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s", f.name, *f.value)))
		}
	}
	return strings.Join(out, " · ")
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

package showplan

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Options are a plan, and what of it is to be shown.
type Options struct {
	Plan     plan.Plan
	Previews map[int]execute.Preview // by the step's place in the plan
	Failures []gather.Failure
	Mapping  *mapping.Mapping
	Scope    plan.Scope
	// Concerns tells which steps are shown.
	Concerns func(plan.Step) bool
	// Past tells which reviews are older than their source's since.
	Past   func(plan.Review) bool
	Redact show.Redaction
	// Trial is the since that the reviews were judged by in place of their
	// source's: "all", or a day; "": it is a plan.
	Trial string
	// Signed says that markers are signed when they are sent.
	Signed bool
	// Full shows items and reviews as they would be written.
	Full bool
}

// View is a plan as it may be shown: nothing in it names a person, and nothing
// tells of a restricted review where that is to be left out.
type View struct {
	Options
	Steps []Step
	Tally mapping.Tally
	// Reviews are the published ones in the scope, Older those of them that are past.
	Reviews, Older int
	// Undecided is what the readings of reviews are not sure of.
	Undecided show.Undecided
	// NewlyRead is what is held since nobody wrote it now.
	NewlyRead show.NewlyRead
	// Teamless are the actions that wait for a team; others that lead nowhere
	// need none: they are past or done, say.
	Teamless int
}

// Step is one step, and how it would be carried out.
type Step struct {
	plan.Step
	Item  *tracker.Preview // of a create; nil: not known
	Diff  string           // of the bytes of a review; "": not known, or none
	Where string           // what is written, where it is not the document
	Notes []string
	Err   error // why it would fail; nil: it would not
	// Hidden says that all of it is left out but its key.
	Hidden bool
}

// New is the view of a plan.
func New(o Options) View {
	v := View{Options: o}
	records := map[review.Key]plan.Review{}
	for _, r := range o.Plan.Reviews {
		records[r.Key] = r
	}
	for i, s := range o.Plan.Steps {
		if o.Concerns(s) {
			v.Steps = append(v.Steps, o.step(s, o.Previews[i], records[s.Review]))
		}
	}
	v.Failures = o.Redact.Failures(o.Failures)
	v.count()
	return v
}

func (o Options) step(s plan.Step, p execute.Preview, r plan.Review) Step {
	out := Step{Step: s, Item: p.Item, Err: p.Err}
	if o.Redact.On && s.Name != s.Path {
		out.Step, out.Item, out.Hidden = o.Redact.Steps([]plan.Step{s})[0], nil, p.Item != nil || p.Review != nil
		if p.Err != nil {
			out.Err = show.ErrHidden
		}
		return out
	}
	if p.Review != nil {
		out.Where, out.Notes = p.Review.Where, p.Review.Notes
		names, few := owners(r, o.Mapping)
		if !few {
			out.Notes = append(slices.Clone(out.Notes), "its diff is left out: too many people may be named in it")
			return out
		}
		hide := func(text string) string { return o.Mapping.HideOwners(text, names) }
		out.Diff = diff(s.Path, hide(string(p.Review.Before)), hide(string(p.Review.After)))
	}
	return out
}

// mostOwners is how many different owners of a review are looked for in its
// text: each is looked for in all of it.
const mostOwners = 500

// owners are those whom a review's own lines name and who may be persons, each
// once; false: there are more than are looked for.
func owners(r plan.Review, m *mapping.Mapping) (out []string, few bool) {
	seen := map[string]bool{}
	add := func(owner string) {
		if owner != "" && !seen[owner] && !m.Nameable(owner) {
			seen[owner] = true
			out = append(out, owner)
		}
	}
	add(r.Owner)
	add(r.Team)
	for _, k := range r.Actions {
		add(k.Reading.Owner)
		for _, contact := range k.Reading.Contacts {
			add(contact)
		}
	}
	return out, len(out) <= mostOwners
}

// count counts where the actions of the published reviews in the scope are led,
// as check does.
func (v *View) count() {
	for _, r := range v.Plan.Reviews {
		if r.Silent() || !v.Scope.Review(r) {
			continue
		}
		at := mapping.Where{Review: r.String(), Restricted: r.Restricted, Hidden: v.Redact.On && r.Restricted}
		if at.Hidden {
			at.Review = string(r.Key)
		}
		before := v.Tally.Actions
		v.Undecided.Add(r, v.Scope)
		v.NewlyRead.Add(r, v.Scope)
		for _, k := range r.Actions {
			if q := plan.Query(r, k); k.Position >= 0 && !k.LeftAlone() && v.asked(q) {
				d := v.Tally.Count(v.Mapping, q, at)
				if d.Team == nil && k.State == review.Unrouted {
					v.Teamless++
				}
			}
		}
		if v.Scope.Team == "" || v.Tally.Actions > before {
			v.Reviews++
			if v.Past(r) {
				v.Older++
			}
		}
	}
}

// asked tells whether an action is one of the team that was asked for; of all
// where none was.
func (v *View) asked(q mapping.Query) bool {
	if v.Scope.Team == "" {
		return true
	}
	d := v.Mapping.Decide(q)
	return d.Team != nil && d.Team.Name == v.Scope.Team
}

// Failed tells whether a step would fail.
func (v View) Failed() bool {
	return slices.ContainsFunc(v.Steps, func(s Step) bool { return s.Err != nil })
}

// sum counts steps by what they are, those that would fail apart.
type sum struct {
	Create int `json:"create"`
	Link   int `json:"link"`
	Report int `json:"report"`
	Wait   int `json:"wait"`
	Past   int `json:"past"`
	// LeftAlone are lines that may be actions and of which nobody is asked any
	// more.
	LeftAlone int `json:"left_alone"`
	Fail      int `json:"fail"`
}

func (v View) sum() (n sum) {
	for _, s := range v.Steps {
		switch {
		case s.Err != nil:
			n.Fail++
		case s.Op == plan.OpCreate:
			n.Create++
		case s.Op == plan.OpLink:
			n.Link++
		case s.Op == plan.OpWriteBack:
			n.Report++
		case s.State == review.Past: // it waits for nobody
			n.Past++
		case s.Quiet():
			n.LeftAlone++
		default:
			n.Wait++
		}
	}
	return n
}

// unread are the sources and trackers, and the reviews, that could not be read.
func (v View) unread() (places, reviews []string) {
	seen := map[string]bool{}
	for _, f := range v.Failures {
		what := "source " + f.Source
		switch {
		case f.Tracker != "":
			what = "tracker " + f.Tracker
		case f.Path != "":
			reviews = append(reviews, f.Source+":"+f.Path)
			continue
		}
		if !seen[what] {
			seen[what] = true
			places = append(places, what)
		}
	}
	return places, reviews
}

func lines(text string) []string { return strings.Split(strings.TrimRight(text, "\n"), "\n") }

package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Plan is what is to be done and what is now so.
type Plan struct {
	// Steps are sorted: by source, path and the order of the review's actions,
	// a review's report last.
	Steps []Step
	// Reviews are the input's records with the verdicts on their actions.
	Reviews []Review
	// Calm is, by review, the wake that remains when all of its steps are
	// done; until then it is due at every pass.
	Calm map[review.Key]time.Time
	// Early are the items that are not made only since the store is new.
	Early []Early
	// Intents are those whose outcome is known by now.
	Intents []Intent
	Events  []Event
	// Broken are the reviews that were left out, since something of ours went wrong with
	// them.
	Broken []Broken
}

// Op is the kind of a step.
type Op string

// The operations.
const (
	OpCreate    Op = "create" // make an item
	OpLink      Op = "link"   // take up an existing one
	OpWriteBack Op = "report" // write into the review
	OpWait      Op = "wait"   // nothing now: why
)

// Step is one thing to be done.
type Step struct {
	Op Op
	Where
	Name    string // how logs name the review
	Review  review.Key
	Action  review.Key // "": the review as a whole
	Title   string     // of the action, with teams in the place of people
	Team    string
	Tracker string
	Project string
	Why     string
	// State is that of a waiting action, HeldBy what holds it, Until when its soak
	// is over; zero: it does not soak.
	State  State
	HeldBy HeldBy
	Until  time.Time
	// New and Intent belong to a create. Instead is the intent of before, as it ends
	// with this one: until then it is open.
	New     *tracker.NewItem
	Intent  *Intent
	Instead *Intent
	// Probe says that an item is asked for only once a request that makes nothing
	// was answered.
	Probe bool
	// Most is how many items the request may ask for that it goes out in; 0: as
	// many as the tracker takes.
	Most int
}

// Quiet tells whether the step waits for nobody: what is past, or may be no action
// and is long ago, is counted, and named only where its review was asked for.
func (s Step) Quiet() bool { return s.State == review.Past || s.HeldBy == HeldByOldDoubt }

// LogWhy is the reason as logs have it: of a restricted review what comes before
// the first colon, for what follows may quote its lines.
func (s Step) LogWhy() string {
	if s.Name == s.Path {
		return s.Why
	}
	why, _, _ := strings.Cut(s.Why, ": ")
	return why
}

// Work tells whether the plan has a step other than waiting.
func (p Plan) Work() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Op != OpWait })
}

// NextPass is a wake that has always come: whatever ends the waiting is not a
// matter of time.
var NextPass = time.Unix(1, 0).UTC()

// make plans for all reviews that are not broken. One that breaks it is added to those,
// and its error given: then the plan is to be made anew.
func (in Input) make(broken map[review.Key]error) (out Plan, err error) {
	in.Items, in.Away = maps.Clone(in.Items), maps.Clone(in.Away) // what a line newly names joins them
	if in.Away == nil {
		in.Away = map[review.Key]Away{}
	}
	p := &planner{in: in, steps: map[review.Key]Step{}}
	defer p.contain(broken, &err)
	p.plan.Reviews, p.plan.Calm = slices.Clone(in.Reviews), map[review.Key]time.Time{}
	slices.SortFunc(p.plan.Reviews, func(a, b Review) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Key, b.Key))
	})
	j := &judgement{planner: p, links: map[review.Key]string{}}
	p.leaveOut(broken)
	for i := range p.plan.Reviews {
		j.judge(p.looksAt(&p.plan.Reviews[i]))
	}
	(&admission{planner: p, candidates: j.candidates, alikes: map[comparison]lookAlikes{}}).admit()
	j.tries()
	e := &emission{planner: p, links: j.links}
	for i := range p.plan.Reviews {
		e.review(p.looksAt(&p.plan.Reviews[i]))
	}
	return p.plan, nil
}

// planner is what all parts of the planning share: what is so, and the plan as
// far as it is made.
type planner struct {
	in   Input
	plan Plan
	// steps are those of single actions.
	steps map[review.Key]Step
	at    *Review // the one at hand
}

// judgement says where each action stands, from its line, its item and the
// mapping: the first part.
type judgement struct {
	*planner
	// candidates are the actions that only admission and soak keep from an
	// item, in the order of the records.
	candidates []candidate
	// links say why an item was taken up.
	links map[review.Key]string
	// looked are the actions of which it is not known whether looking is over.
	looked []lookedFor
}

// admission lets candidates through, holds them or lets them soak: the second
// part. It reads no line and no item of theirs.
type admission struct {
	*planner
	candidates []candidate
	// alikes are the look-alikes found so far.
	alikes map[comparison]lookAlikes
}

// emission makes the steps of what has its state, and of what is to be written
// into reviews: the last part. It changes no action's state.
type emission struct {
	*planner
	links map[review.Key]string
}

type candidate struct {
	record *Review
	action *Action
	before Action
	intent Intent
}

func (p *planner) log(r *Review, k *Action, what, why string) {
	e := Event{At: p.in.Now, Source: r.Source, Path: r.LogName(), Review: r.Key, What: what, Why: why}
	if k != nil {
		e.Action = k.Key
		if k.Item != nil && (k.Item.Tracker != "" || !r.Restricted) { // elsewhere it is called as the review does
			e.Item = k.Item.Key
		}
	}
	p.plan.Events = append(p.plan.Events, e)
}

// wake makes the record due at a time, if it is not due earlier.
func wake(r *Review, at time.Time) {
	if r.Wake.IsZero() || at.Before(r.Wake) {
		r.Wake = at
	}
}

package plan

import (
	"slices"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Mapping leads from an action to its team, for short: gathering hands it on.
type Mapping = mapping.Mapping

// Team is a team of the mapping, likewise.
type Team = mapping.Team

// Input is what is so now, as far as it is needed: the reviews in which
// something changed or came due, and what their actions touch.
type Input struct {
	Now      time.Time
	Instance string
	// Wordless keeps the words of actions out of markers.
	Wordless bool
	// Memory is since when the store is known to have forgotten nothing.
	Memory Memory
	// Config is the digest of the configuration that the records were planned
	// with when they carry it.
	Config   string
	Mapping  *Mapping
	Reviews  []Review
	Sources  map[string]SourceRules
	Trackers map[string]TrackerFacts
	ItemFacts
	// Intents are, by action, those whose outcome is not known and whose item
	// was not found.
	Intents map[review.Key]Intent
	// Unfinished are, by action, those whose item was made and still lacks
	// something that its creation was to set.
	Unfinished map[review.Key]Intent
	// Wrote is, by source, what SourceMark.Wrote says.
	Wrote map[string]time.Time
	// Awaited says, by review, for which person's word what stands there now
	// waits.
	Awaited map[review.Key]string
	// Unsure says, by review, why it can't be told yet which items it has: it gets
	// none.
	Unsure map[review.Key]string
	// Blank are the reviews that bore no block of ours when they were read since the
	// store may have forgotten something.
	Blank map[review.Key]bool
	// Broken are the reviews in which something of ours went wrong already: they are
	// left out.
	Broken map[review.Key]error
	// Opens is, by review, when a document that is not published yet is by its
	// own dates.
	Opens map[review.Key]time.Time
	// Admitted counts, by source, the actions of the last 24 hours that
	// max_new is compared with.
	Admitted map[string]int
	Request  Request
}

// ItemFacts are what is so of items.
type ItemFacts struct {
	// Items are the rows of the items that the reviews' actions have.
	Items map[ItemID]ItemRow
	// Elsewhere are those of them that lie where followthrough does not look but
	// for what it made.
	Elsewhere map[ItemID]bool
	// Homes are the trackers of this pass, and Away, by action, the items that are
	// in none of them.
	Homes Homes
	Away  map[review.Key]Away
	// Named are, by action, the items that its line names.
	Named map[review.Key][]Named
	// Alike are, by tracker and project, the items that others made there, where
	// look-alikes were looked for in this pass.
	Alike map[Destination][]tracker.Other
	// Others are the other actions whose items are named: their words, by key.
	Others map[review.Key]string
	// Adopted says, by action, how it came to an item in this pass.
	Adopted map[review.Key]string
}

// Found is what gathering found beside the planner's input: what is to be written
// with the plan, and what its execution brings up to date.
type Found struct {
	Changes Changes
	// Before are the reviews as the store has them, by key: those that come out
	// of the planner unchanged need not be written.
	Before map[review.Key]Review
	// Digests are, by source, those of what it listed: our own writing is
	// no news.
	Digests map[string]string
	// Unfinished and Wrote are as in Input.
	Unfinished map[review.Key]Intent
	Wrote      map[string]time.Time
}

// Destination is a project of a tracker.
type Destination struct{ Tracker, Project string }

// SourceRules are a source's settings.
type SourceRules struct {
	Since       time.Time // zero: all
	Soak        time.Duration
	Quiet       time.Duration
	ReportEvery time.Duration
	Modes       []review.Mode
	MaxNew      int // 0: no limit
	// AsNew judges what is newly read as if it was newly written: a trial.
	AsNew bool
	// Again says that everything of it was read anew, as it was asked for.
	Again bool
	// Stale says why the source could not be read in this pass; "": it was.
	Stale string
}

// TrackerFacts are what is so of a tracker in this pass.
type TrackerFacts struct {
	// Problem says why nothing can be concluded or created; "": its listing
	// completed.
	Problem string
	// Refused says that the problem is that the tracker does not know us.
	Refused bool
	Settle  time.Duration
	// Began is when the listing began: nothing that was made or asked for since
	// then is in it. Zero: it is not told, and counts as now.
	Began time.Time
	// NotBefore is when a listing shows all that the store may have forgotten.
	NotBefore time.Time
	// Unlisted says that not all of it was listed since the store may have forgotten
	// something.
	Unlisted bool
	// BackoffUntil is until when the tracker asked to be left alone.
	BackoffUntil time.Time
	// Certain says that the listing shows at once all that was made.
	Certain bool
	// Shown says, by project, when the latest of our items was made there that a
	// listing shows.
	Shown map[string]time.Time
	// Silent says of the projects in which the last creation had no answer when the
	// next may be tried.
	Silent map[string]time.Time
	// Unread says, by project, why it can't be read: nothing is made there.
	Unread map[string]string
	// Behind says, by action, why its open intent can't be judged yet.
	Behind map[review.Key]string
}

// knownAt is up to when it is known what the tracker holds.
func (f TrackerFacts) knownAt(now time.Time) time.Time {
	if f.Began.IsZero() || now.Before(f.Began) {
		return now
	}
	return f.Began
}

// Named is an item that a line names, in one tracker that knows such a name.
type Named struct {
	Tracker string
	// ID is the item's; Row is its row where Found.
	ID    string
	Row   ItemRow
	Found bool
	// Elsewhere says that the item is none of ours, in a place that is not looked
	// into: nothing of it is told.
	Elsewhere bool
	// Problem says why it could not be looked up; "": it could.
	Problem string
	// Unread says that this is since the tracker could not be read in this pass.
	Unread bool
}

// Request is what a person asked of this pass.
type Request struct {
	// Scope limits the pass; empty: everything.
	Scope Scope
	// Now skips soak, quiet and report_every.
	Now bool
	// Yes releases what is held in the scope.
	Yes bool
	// Dry says that nothing will follow from the plan: a store that is too new to
	// create is no reason to wait.
	Dry bool
	// Again looks at everything in the scope anew, whatever is remembered:
	// what a person asks for by hand, and no pass of the loop does.
	Again bool
}

// Releases tells whether a person said yes to just this action, by its name: a
// yes for a team, a source or a whole review is none to what may be no action.
func (q Request) Releases(r Review, k Action) bool {
	return q.Yes && slices.Contains(q.Scope.Actions, k.Key) && q.Scope.Action(r, k)
}

// Covers tells whether a person said yes to what the action is among.
func (q Request) Covers(r Review, k Action) bool { return q.Yes && q.Scope.Action(r, k) }

// Where is the place of a review.
type Where struct{ Source, Path string }

// Scope names reviews, actions, a team and a source; empty fields name all.
type Scope struct {
	Reviews []Where
	Actions []review.Key
	Team    string
	Source  string
}

// All tells whether the scope limits nothing.
func (s Scope) All() bool {
	return len(s.Reviews)+len(s.Actions) == 0 && s.Team == "" && s.Source == ""
}

// Review tells whether a review is within the scope.
func (s Scope) Review(r Review) bool {
	return (len(s.Reviews) == 0 || slices.Contains(s.Reviews, Where{r.Source, r.Path})) && (s.Source == "" || s.Source == r.Source)
}

// Action tells whether an action is within the scope.
func (s Scope) Action(r Review, k Action) bool {
	return s.Review(r) && (s.Team == "" || s.Team == k.Team) && s.Single(k.Key)
}

// Single tells whether an action is one of those that were named one by one, or
// none was.
func (s Scope) Single(k review.Key) bool { return len(s.Actions) == 0 || slices.Contains(s.Actions, k) }

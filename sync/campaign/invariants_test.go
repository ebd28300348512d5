package campaign_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// witnessed are the lines of items in files, by their titles: nobody but their team may
// change them.
type witnessed struct{ lines map[string]string }

// looks compares the items in files with what was seen of them before.
func (s *simulation) looks() {
	b, err := os.ReadFile(filepath.Join(s.dir, "backlogs", "ops.md"))
	if err != nil {
		return
	}
	for line := range strings.Lines(string(b)) {
		_, marker, found := strings.Cut(line, "<!-- followthrough")
		if !found {
			continue
		}
		if was, known := s.seen.lines[marker]; known && was != line {
			s.says("the item %q was %q", line, was)
		}
		s.seen.lines[marker] = line
	}
}

// retells is its team changing a line.
func (s *simulation) retells(was, now string) {
	_, marker, _ := strings.Cut(was, "<!-- followthrough")
	s.seen.lines[marker] = now
}

// touches fails where an exchange changed an issue after it was made.
func (s *simulation) touches() {
	for _, e := range s.jira.Exchanges() {
		reads := e.Method == "GET" || jirafake.Creates(e) || jirafake.Searches(e) || e.Route == "POST /rest/api/2/issue/bulkfetch"
		if !reads {
			s.says("%s %s was sent: an item is touched", e.Method, e.Route)
		}
	}
	for _, e := range s.hub.Exchanges() {
		if githubfake.Writes(e) && !githubfake.Creates(e) {
			s.says("%s %s was sent: an item is touched", e.Method, e.Route)
		}
	}
}

// reality is an item as it really is; a deleted one is missing.
type reality struct {
	id    string
	state review.State
}

// items are all that were ever made for the action of a title. One that somebody
// deleted before anybody had seen it is not told from one that was never made.
func (s *simulation) items(title string) []reality {
	out := s.hubItems(title)
	for _, i := range s.jira.Created() {
		if !strings.Contains(i.Summary, title) {
			continue
		}
		state := map[string]review.State{"Done": review.Done, "Cancelled": review.Declined}[i.Status]
		switch {
		case i.Deleted:
			state = review.Missing
		case state == "":
			state = review.Open
		}
		out = append(out, reality{i.ID, state})
	}
	if len(out) > 1 {
		out = slices.DeleteFunc(out, func(r reality) bool { return s.unseen[r.id] })
	}
	b, err := os.ReadFile(filepath.Join(s.dir, "backlogs", "ops.md"))
	if err != nil {
		return out
	}
	for line := range strings.Lines(string(b)) {
		if !strings.Contains(line, title) {
			continue
		}
		state := review.Open
		if strings.HasPrefix(line, "- [x]") {
			state = review.Done
		}
		out = append(out, reality{line, state})
	}
	return out
}

// judge holds what came of a schedule against the guarantees.
func (s *simulation) judge() {
	s.looks()
	s.struck()
	all, err := s.process.store.ReviewsBy(context.Background(), store.Filter{})
	must(s.t, err)
	for n := 1; n <= s.titles; n++ {
		title := titleOf(n)
		if made := s.items(title); len(made) > 1 {
			s.figures["duplicates"]++
			s.says("%d items for %q: %v", len(made), title, made)
		}
	}
	records := map[string]plan.Review{}
	for _, r := range all {
		records[r.Path] = r
	}
	for path, d := range s.reviews {
		s.judgeReview(path, d, records[path])
	}
	s.judgeQuiet()
}

func (s *simulation) judgeReview(path string, d *authored, r plan.Review) {
	b, err := os.ReadFile(filepath.Join(s.dir, "reviews", path))
	must(s.t, err)
	text := string(b)
	if got := bare(text); strings.TrimSpace(got) != strings.TrimSpace(d.text) {
		s.says("%s is not as its author wrote it:\n%s\nbut\n%s", path, d.text, text)
	}
	for _, title := range d.actions {
		s.figures["actions"]++
		at := slices.IndexFunc(r.Actions, func(k plan.Action) bool { return k.Reading.Title == title && k.State != review.Withdrawn })
		if at < 0 {
			s.figures["lost"]++
			s.says("%s: %q is no action: %v", path, title, titles(r))
			continue
		}
		s.judgeAction(path, text, d, r.Actions[at])
	}
	for _, k := range r.Actions {
		if !slices.Contains(review.States(), k.State) {
			s.says("%s: %q is %q", path, k.Reading.Title, k.State)
		}
		if k.State == review.Withdrawn && slices.Contains(d.actions, k.Reading.Title) {
			s.says("%s: %q is withdrawn, though it stands there", path, k.Reading.Title)
		}
	}
}

func (s *simulation) judgeAction(path, text string, d *authored, k plan.Action) {
	made := s.items(k.Reading.Title)
	s.figures["state: "+string(k.State)]++
	switch {
	case k.State == review.Held && d.dropped && k.Reason != "", k.State == review.Blocked && k.Reason != "":
		return // a person is asked
	case k.Item == nil || len(made) == 0:
		s.figures["lost"]++
		s.says("%s: %q has no item: %s (%s), made is %v", path, k.Reading.Title, k.State, k.Reason, made)
		return
	case k.State != made[0].state:
		s.says("%s: %q is %s (%s), its item %s is %s", path, k.Reading.Title, k.State, k.Reason, k.Item.Key, made[0].state)
		return
	case k.State == review.Missing && k.Reason == "":
		s.says("%s: %q is missing without a reason", path, k.Reading.Title)
	}
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "- [") || !strings.Contains(line, k.Reading.Title) {
			continue
		}
		if s.orphaned(line, k) {
			s.figures["ticks of ours taken for an author's"]++
		} else if ticked := strings.HasPrefix(line, "- [x]"); ticked != (k.State == review.Done) && (k.State == review.Done || k.State == review.Open) {
			s.says("%s: %q is %s, its box is not", path, k.Reading.Title, k.State)
		}
		if !strings.Contains(line, k.Item.Key) {
			s.says("%s: %q does not name %s", path, strings.TrimSpace(line), k.Item.Key)
		}
	}
}

// orphaned tells of a tick whose writer died before the store knew that it was ours: once
// the item is taken up again it is shown as its author's, who is told so.
func (s *simulation) orphaned(line string, k plan.Action) bool {
	died := false
	for what := range s.figures {
		died = died || strings.HasPrefix(what, "crash: ")
	}
	return died && k.State == review.Open && strings.HasPrefix(line, "- [x]") && k.Reason == "done in the review, open in the backlog"
}

// judgeQuiet: a further pass plans nothing.
func (s *simulation) judgeQuiet() {
	for _, o := range []reconcile.Outcome{s.process.pass(), s.process.run(gather.Request{Request: again(plan.Request{})})} {
		for _, step := range o.Steps {
			if step.Op != plan.OpWait {
				s.says("nothing changed, but: %s %s %q: %s (%s %v)", step.Op, step.Path, step.Title, step.Why, step.Result, step.Err)
			}
		}
		for _, f := range o.Failures {
			s.says("all is well, but %s%s %s: %v", f.Source, f.Tracker, f.Path, f.Err)
		}
	}
}

package campaign_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

// eventKind is something that may befall a simulated world; do tells what it did, ""
// where there was nothing to do it to.
type eventKind struct {
	name   string
	weight int
	do     func(s *simulation, n uint32) string
}

func eventKinds() []eventKind {
	return []eventKind{
		{"publish", 4, (*simulation).publish},
		{"add a line", 3, (*simulation).addLine},
		{"withdraw a line", 2, (*simulation).withdraw},
		{"move a review", 1, (*simulation).moveReview},
		{"delete a review", 1, (*simulation).deleteReview},
		{"finish", 3, (*simulation).finish},
		{"decline", 1, (*simulation).decline},
		{"reopen", 1, (*simulation).reopen},
		{"move an item", 1, (*simulation).moveItem},
		{"delete an item", 1, (*simulation).deleteItem},
		{"a fault", 6, (*simulation).faultNext},
		{"an outage", 1, (*simulation).outage},
		{"heal", 2, (*simulation).heal},
		{"crash", 5, (*simulation).crash},
		{"kill", 1, (*simulation).killNow},
		{"restart", 1, (*simulation).restart},
		{"a second daemon", 1, (*simulation).replica},
		{"another mapping", 1, (*simulation).reload},
		{"poke", 2, (*simulation).pokes},
		{"hook", 2, (*simulation).delivery},
		{"clock jump", 1, (*simulation).clockJump},
		{"full disk", 1, (*simulation).diskFull},
		{"pause", 1, (*simulation).pause},
	}
}

// authored is a review as its authors have it.
type authored struct {
	text    string
	actions []string // that stand in it
	dropped bool     // a line was taken out
}

// authors are who writes reviews.
type authors struct {
	reviews map[string]*authored
	titles  int
}

func titleOf(n int) string { return fmt.Sprintf("Do the thing number %d of this plan", n) }

func (s *simulation) newTitle() (title, team string) {
	s.titles++
	return titleOf(s.titles), simulatedTeams[s.titles%len(simulatedTeams)]
}

// pick picks one by a number; false: there is none.
func chosen[T any](n uint32, of []T) (one T, ok bool) {
	if len(of) == 0 {
		return one, false
	}
	return of[int(n)%len(of)], true
}

func (s *simulation) publish(n uint32) string {
	d := &authored{text: "# Incident\n\n## Action items\n\n"}
	path := fmt.Sprintf("r%02d.md", s.titles)
	for range 1 + n%4 {
		title, team := s.newTitle()
		d.text += fmt.Sprintf("- [ ] %s (team: %s)\n", title, team)
		d.actions = append(d.actions, title)
	}
	s.reviews[path] = d
	s.saves(path, d.text)
	return fmt.Sprintf("%s with %d actions", path, len(d.actions))
}

// saves saves a file as an editor does, at this moment of the bubble.
func (s *simulation) saves(path, text string) {
	full := filepath.Join(s.dir, "reviews", path)
	must(s.t, os.WriteFile(full, []byte(text), 0o644))
	must(s.t, os.Chtimes(full, time.Now(), time.Now()))
}

// edits does the same to a review as its authors have it and as it stands.
func (s *simulation) edits(path string, change func(string) string) {
	d := s.reviews[path]
	d.text = change(d.text)
	b, err := os.ReadFile(filepath.Join(s.dir, "reviews", path))
	must(s.t, err)
	s.saves(path, change(string(b)))
}

// one is a review.
func (s *simulation) one(n uint32) (string, bool) {
	return chosen(n, slices.Sorted(maps.Keys(s.reviews)))
}

func (s *simulation) addLine(n uint32) string {
	path, ok := s.one(n)
	if !ok {
		return ""
	}
	title, team := s.newTitle()
	s.edits(path, func(text string) string {
		return strings.Replace(text, "## Action items\n\n", fmt.Sprintf("## Action items\n\n- [ ] %s (team: %s)\n", title, team), 1)
	})
	s.reviews[path].actions = append(s.reviews[path].actions, title)
	return path + ": " + title
}

func (s *simulation) withdraw(n uint32) string {
	path, ok := s.one(n)
	if !ok || len(s.reviews[path].actions) < 2 {
		return ""
	}
	d := s.reviews[path]
	at := int(n/7) % len(d.actions)
	title := d.actions[at]
	s.edits(path, func(text string) string {
		var out strings.Builder
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "- [") || !strings.Contains(line, title) {
				out.WriteString(line)
			}
		}
		return out.String()
	})
	d.actions, d.dropped = slices.Delete(d.actions, at, at+1), true
	return path + ": " + title
}

func (s *simulation) moveReview(n uint32) string {
	path, ok := s.one(n)
	if !ok {
		return ""
	}
	s.titles++
	to := fmt.Sprintf("m%02d.md", s.titles)
	must(s.t, os.Rename(filepath.Join(s.dir, "reviews", path), filepath.Join(s.dir, "reviews", to)))
	s.reviews[to] = s.reviews[path]
	delete(s.reviews, path)
	return path + " to " + to
}

func (s *simulation) deleteReview(n uint32) string {
	path, ok := s.one(n)
	if !ok || len(s.reviews) < 2 {
		return ""
	}
	must(s.t, os.Remove(filepath.Join(s.dir, "reviews", path)))
	delete(s.reviews, path)
	return path
}

// item is one of the items that are there.
func (s *simulation) item(n uint32) (jirafake.Issue, bool) {
	return chosen(n, slices.DeleteFunc(s.jira.Created(), func(i jirafake.Issue) bool { return i.Deleted }))
}

// named tells whether a review names an item.
func (s *simulation) named(key string) bool {
	for path := range s.reviews {
		b, err := os.ReadFile(filepath.Join(s.dir, "reviews", path))
		must(s.t, err)
		if strings.Contains(string(b), "["+key+"]") {
			return true
		}
	}
	return false
}

// setLine is the team that changes the box of a line in its backlog's file.
func (s *simulation) setLine(n uint32, from, to string) string {
	path := filepath.Join(s.dir, "backlogs", "ops.md")
	b, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	lines := strings.SplitAfter(string(b), "\n")
	var at []int
	for i, line := range lines {
		if strings.HasPrefix(line, from) && strings.Contains(line, "<!-- followthrough") {
			at = append(at, i)
		}
	}
	i, ok := chosen(n, at)
	if !ok {
		return ""
	}
	now := to + strings.TrimPrefix(lines[i], from)
	s.retells(lines[i], now)
	lines[i] = now
	must(s.t, os.WriteFile(path, []byte(strings.Join(lines, "")), 0o644))
	must(s.t, os.Chtimes(path, time.Now(), time.Now()))
	return strings.TrimSpace(now)
}

func (s *simulation) finish(n uint32) string {
	switch n % 4 {
	case 0:
		return s.setLine(n/4, "- [ ]", "- [x]")
	case 1:
		return s.onHub(n/4, "finish")
	}
	return s.status(n/4, "Done", "Done")
}

func (s *simulation) decline(n uint32) string {
	if n%3 == 0 {
		return s.onHub(n/3, "decline")
	}
	return s.status(n/3, "Cancelled", "")
}

func (s *simulation) reopen(n uint32) string {
	switch n % 4 {
	case 0:
		return s.setLine(n/4, "- [x]", "- [ ]")
	case 1:
		return s.onHub(n/4, "reopen")
	}
	return s.status(n/4, "To Do", "")
}

func (s *simulation) status(n uint32, status, resolution string) string {
	i, ok := s.item(n)
	if !ok {
		return ""
	}
	s.jira.SetStatus(i.Key, status, resolution)
	return i.Key + " is " + status
}

func (s *simulation) moveItem(n uint32) string {
	if n%4 == 0 {
		return s.onHub(n/4, "move")
	}
	i, ok := s.item(n)
	if !ok {
		return ""
	}
	to, _ := chosen(n/3, slices.DeleteFunc([]string{"PAY", "SEA", "FREE"}, func(p string) bool { return p == i.Project }))
	return i.Key + " to " + s.jira.Move(i.Key, to)
}

func (s *simulation) deleteItem(n uint32) string {
	i, ok := s.item(n)
	if !ok {
		return ""
	}
	s.jira.Delete(i.Key)
	if !s.named(i.Key) {
		s.unseen[i.ID] = true
		return i.Key + ", which no review names yet"
	}
	return i.Key
}

func (s *simulation) fault(n uint32) (troubled, fault.Match, fault.Fault, string) {
	kind, _ := chosen(n, faultKinds())
	v := s.vendor(n / 4096)
	meets, name := fault.Match(fault.Any), "any request"
	switch n / 16 % 3 {
	case 0:
		meets, name = v.creates, "a creation"
	case 1:
		meets, name = v.listing, "a listing"
	}
	f := fault.Fault{Kind: kind, Pace: 100 * time.Millisecond, Carry: int(n / 64 % 3)}
	if n/256%2 == 0 && kind == fault.Throttled {
		f.RetryAfter = "90"
	}
	return v, meets, f, fmt.Sprintf("%s: %s meets: %s", v.name, name, kind)
}

func (s *simulation) faultNext(n uint32) string {
	v, meets, f, what := s.fault(n)
	times := 1 + int(n/1024%3)
	v.FailNext(times, meets, f)
	return fmt.Sprintf("%s, %d times", what, times)
}

func (s *simulation) outage(n uint32) string {
	v, meets, f, what := s.fault(n)
	v.FailShare(0.5, meets, f)
	return "half of all: " + what
}

func (s *simulation) heal(uint32) string {
	s.jira.Heal()
	s.hub.Heal()
	return "all faults end"
}

func (s *simulation) crash(n uint32) string {
	point, _ := chosen(n, crashPoints())
	nth := 1 + int(n/64%5)
	s.some(n/512).dieAt(point, nth)
	return fmt.Sprintf("at %q, time %d", point, nth)
}

func (s *simulation) killNow(n uint32) string {
	s.some(n).killed()
	return "kill -9"
}

func (s *simulation) restart(n uint32) string {
	s.ends(s.some(n))
	s.starts()
	return "stopped and started"
}

// replica starts a second daemon on the same store, or stops one of two.
func (s *simulation) replica(n uint32) string {
	if s.wanted == 1 {
		s.wanted = 2
		s.starts()
		return "two daemons on one store"
	}
	s.wanted = 1
	s.ends(s.some(n))
	return "one daemon again"
}

// reload changes where a team's items are made, for all daemons: a daemon that goes on
// with the mapping of before is the command's affair.
func (s *simulation) reload(uint32) string {
	s.remaps++
	for range s.running {
		s.ends(s.running[0])
		s.starts()
	}
	return fmt.Sprintf("team sea works in %s", s.teams()[1].Backlog.Project)
}

func (s *simulation) pokes(n uint32) string { s.some(n).loop.Poke(); return "look soon" }

// delivery is a hook that comes once, twice or for what nobody follows; those that are
// lost need no event.
func (s *simulation) delivery(n uint32) string {
	ids := []string{"99999999"}
	if i, ok := s.item(n / 8); ok {
		ids = append(ids, i.ID)
	}
	p := s.some(n)
	for range 1 + n/2%3 {
		p.loop.Gatherer.Named("local", ids)
		p.loop.Poke()
	}
	return fmt.Sprintf("%v, %d times", ids, 1+n/2%3)
}

// clockJump sets our machine's clock back, or right again.
func (s *simulation) clockJump(n uint32) string {
	d := time.Duration(n%5) * 40 * time.Minute
	s.behind.Store(int64(d))
	return fmt.Sprintf("%s behind", d)
}

func (s *simulation) diskFull(n uint32) string {
	s.full.Store(int64(1 + n%6))
	return fmt.Sprintf("%d writes fail", 1+n%6)
}

func (s *simulation) pause(n uint32) string {
	d := time.Duration(1+n%24) * time.Hour / 4
	s.passes(d)
	return d.String()
}

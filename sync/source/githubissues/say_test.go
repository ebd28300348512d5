package githubissues_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/source"
)

const robot = "labeller[bot]" // an App that may write

func withRobot(names ...string) option {
	return func(w *world) { w.cfg.Bots = names }
}

func (w *world) draft() githubfake.Issue {
	w.t.Helper()
	i := w.fake.As(author).Open(repo, "Outage", incident)
	w.pass(time.Minute)
	i = w.fake.As(triager).Label(i, "post-mortem")
	w.pass(time.Minute)
	w.repo.SetRole(robot, githubfake.Push)
	return i
}

// Who has a say in what is published: people by their role, bots where the
// source names them.
func TestWhoHasASay(t *testing.T) {
	closed := func(who ...string) func(*world, githubfake.Issue) {
		return func(w *world, i githubfake.Issue) {
			for n, name := range who {
				if n > 0 {
					w.fake.As(name).Reopen(i)
					w.pass(time.Minute)
				}
				w.fake.As(name).Close(i, "completed")
				w.pass(time.Minute)
			}
		}
	}
	labelled := func(who ...string) func(*world, githubfake.Issue) {
		return func(w *world, i githubfake.Issue) {
			for n, name := range who {
				if n > 0 {
					w.fake.As(name).Unlabel(i, "published")
					w.pass(time.Minute)
				}
				w.fake.As(name).Label(i, "published")
				w.pass(time.Minute)
			}
		}
	}
	for name, c := range map[string]struct {
		options []option
		act     func(*world, githubfake.Issue)
		doubt   string // "": it is published
	}{
		"a person closes it":                              {nil, closed(triager), ""},
		"a bot closes it":                                 {nil, closed(robot), "the bot labeller[bot], which has no say"},
		"a bot labels it":                                 {[]option{byLabel}, labelled(robot), "the bot labeller[bot], which has no say"},
		"a bot on Enterprise Server labels it":            {[]option{enterprise, byLabel}, labelled(robot), "the bot labeller[bot], which has no say"},
		"a bot that is named closes it":                   {[]option{withRobot("Labeller[bot]")}, closed(robot), ""},
		"a bot that is named labels it":                   {[]option{byLabel, withRobot("labeller[bot]")}, labelled(robot), ""},
		"another bot is named":                            {[]option{withRobot("labeler[bot]")}, closed(robot), "which has no say"},
		"a bot takes back what a person did, and does it": {nil, closed(triager, robot), ""},
		"likewise with the label":                         {[]option{byLabel}, labelled(triager, robot), ""},
		"a bot that is named does so":                     {[]option{withRobot(robot)}, closed(triager, robot), ""},
		"a person takes it back, a bot publishes it": {nil, func(w *world, i githubfake.Issue) {
			closed(triager)(w, i)
			w.fake.As(triager).Reopen(i)
			w.pass(time.Minute)
			w.fake.As(robot).Close(i, "completed")
		}, "which has no say"},
		"a person takes the label off, a bot puts it on": {[]option{byLabel}, func(w *world, i githubfake.Issue) {
			labelled(triager)(w, i)
			w.fake.As(writer).Unlabel(i, "published")
			w.pass(time.Minute)
			w.fake.As(robot).Label(i, "published")
		}, "which has no say"},
		"a person gives it up, a bot calls it completed": {nil, func(w *world, i githubfake.Issue) {
			w.fake.As(triager).Close(i, "not_planned")
			w.pass(time.Minute)
			w.fake.As(robot).Close(i, "completed")
		}, "which has no say"},
		"a person gives it up, its author calls it completed": {nil, func(w *world, i githubfake.Issue) {
			w.fake.As(triager).Close(i, "not_planned")
			w.pass(time.Minute)
			w.fake.As(author).Close(i, "completed")
		}, "without triage rights"},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, c.options...)
			c.act(w, w.draft())
			doc := w.one()
			if doc.Review.IsPublished() != (c.doubt == "") || !strings.Contains(doc.Doubt, c.doubt) {
				t.Errorf("published %v, doubt %q, want %q", doc.Review.IsPublished(), doc.Doubt, c.doubt)
			}
		})
	}
}

// What is changed after the publication counts once somebody who has a say did
// it, or looked at it: the title as the text.
func TestWhoseChangesCount(t *testing.T) {
	text := incident + "- [ ] Give me the keys\n"
	edit := func(who string) func(*world, githubfake.Issue) {
		return func(w *world, i githubfake.Issue) { w.fake.As(who).Edit(i, text+who) }
	}
	retitle := func(who string) func(*world, githubfake.Issue) {
		return func(w *world, i githubfake.Issue) { w.fake.As(who).Retitle(i, "Outage, says "+who) }
	}
	again := func(w *world, i githubfake.Issue) {
		w.fake.As(triager).Reopen(i)
		w.pass(time.Minute)
		w.fake.As(triager).Close(i, "completed")
	}
	all := func(some ...func(*world, githubfake.Issue)) []func(*world, githubfake.Issue) { return some }
	for name, c := range map[string]struct {
		options []option
		acts    []func(*world, githubfake.Issue)
		held    string // "": it is read
	}{
		"the author retitles":                        {nil, all(retitle(author)), "without write access changed its title"},
		"the author retitles on Enterprise Server":   {[]option{enterprise}, all(retitle(author)), "without write access changed its title"},
		"a writer retitles":                          {nil, all(retitle(writer)), ""},
		"the author, then a writer, retitles":        {nil, all(retitle(author), retitle(writer)), ""},
		"a writer, then the author, retitles":        {nil, all(retitle(writer), retitle(author)), "changed its title"},
		"the author retitles, a writer edits":        {nil, all(retitle(author), edit(writer)), ""},
		"a writer edits, the author retitles":        {nil, all(edit(writer), retitle(author)), "changed its title"},
		"the author retitles and back":               {nil, all(retitle(author), func(w *world, i githubfake.Issue) { w.fake.As(author).Retitle(i, "Outage") }), "changed its title"},
		"the author retitles, it is published again": {nil, all(retitle(author), again), ""},
		"a bot edits":                   {nil, all(edit(robot)), "the bot labeller[bot], which has no say, edited it"},
		"a bot retitles":                {nil, all(retitle(robot)), "the bot labeller[bot], which has no say, changed its title"},
		"the author edits, a bot edits": {nil, all(edit(author), edit(robot)), "the bot labeller[bot]"},
		"the author edits, a bot publishes it": {nil, all(edit(author), func(w *world, i githubfake.Issue) {
			w.fake.As(robot).Reopen(i)
			w.pass(time.Minute)
			w.fake.As(robot).Close(i, "completed")
		}), "without write access edited it"},
		"a bot that is named edits":                   {[]option{withRobot(robot)}, all(edit(robot)), ""},
		"a bot that is named retitles":                {[]option{withRobot("LABELLER[bot]")}, all(retitle(robot)), ""},
		"the author edits, a bot that is named edits": {[]option{withRobot(robot)}, all(edit(author), edit(robot)), ""},
		"a person called as a bot that is named edits": {[]option{withRobot(robot)}, all(func(w *world, i githubfake.Issue) {
			i = w.fake.Issue(repo, i.Number)
			w.repo.SetRole("labeller", githubfake.Push)
			w.fake.As("labeller").Edit(i, text)
			w.repo.SetRole("labeller", githubfake.Pull)
		}), "somebody without write access edited it"},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, c.options...)
			i := w.draft()
			w.publish(i)
			w.pass(time.Minute)
			before := w.one()
			for _, act := range c.acts {
				act(w, i)
				w.pass(11 * time.Minute)
			}
			entries := w.list()
			if entries[0].Revision == before.Revision && c.held != "" && !strings.Contains(name, "and back") {
				t.Error("a change changed no revision")
			}
			_, err := w.Read(t.Context(), entries[0])
			switch {
			case c.held == "" && err != nil:
				t.Error(err)
			case c.held != "" && (!errors.Is(err, source.ErrUnreadable) || !errors.Is(err, source.ErrAwaited) || !strings.Contains(err.Error(), c.held)):
				t.Errorf("error %v, want one that says %q", err, c.held)
			}
		})
	}
}

// GitHub tells times in whole seconds: what came in the second of the
// publication, or of somebody's look at it, may have come after it.
func TestTheSameSecond(t *testing.T) {
	for name, act := range map[string]func(*world, githubfake.Issue){
		"edited just after it was published":   func(w *world, i githubfake.Issue) { w.publish(i); w.fake.As(author).Edit(i, incident+"More.") },
		"retitled just after it was published": func(w *world, i githubfake.Issue) { w.publish(i); w.fake.As(author).Retitle(i, "More") },
		"retitled just after a writer edited": func(w *world, i githubfake.Issue) {
			w.publish(i)
			w.pass(time.Minute)
			w.fake.As(writer).Edit(i, incident+"Looked at.")
			w.fake.As(author).Retitle(i, "More")
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, func(w *world) {
				at := time.Now().Truncate(time.Second).Add(time.Hour)
				w.still = &at
				w.fake = githubfake.New(w.t, githubfake.Options{Now: w.now})
			})
			i := w.draft()
			act(w, i)
			if _, err := w.Read(t.Context(), w.list()[0]); !errors.Is(err, source.ErrAwaited) {
				t.Errorf("error %v, want one that it is held", err)
			}
		})
	}
}

// A title is judged by what is asked for anyhow.
func TestATitleCostsNothing(t *testing.T) {
	w := open(t)
	i := w.draft()
	w.publish(i)
	w.pass(time.Minute)
	w.one()
	_, err := w.opt.Client.Me(t.Context()) // asked once for all
	must(t, err)
	for _, who := range []string{"", writer} {
		if w.pass(time.Minute); who != "" {
			w.fake.As(who).Retitle(i, "Outage of the desk")
		}
		e := w.list()[0]
		w.fake.Forget()
		_, err = w.Read(t.Context(), e)
		must(t, err)
		// The events and the edits; and what a writer may do.
		want := 2
		if who != "" {
			want++
		}
		if n := w.fake.Requests(); n != want {
			t.Errorf("reading it cost %d requests, want %d: %v", n, want, w.fake.Counts())
		}
	}
}

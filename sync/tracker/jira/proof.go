package jira

import (
	"context"
	"errors"
	"slices"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/window"
)

// How long it holds that the site knows us, and how long after a lost answer
// each absence is looked at twice.
const (
	provenFor  = time.Hour
	doubtFor   = 2 * time.Hour
	visibleFor = time.Hour
	blindFor   = 10 * time.Minute
)

// proof is when the site last showed that it knows us, and what it lets us
// see. An expired token is answered 200 and nothing.
type proof struct {
	known   time.Time // when it last named us
	me      string    // our account, as issues name who made them; "": not known yet
	as      string    // what answers call it
	doubt   time.Time // when an answer was last lost
	looked  time.Time // when the projects were last looked at
	visible map[string]bool
}

// doubt notes a lost answer: what follows from absence now matters.
func (t *Tracker) doubt(err error) {
	if client.KindOf(err) != client.Unknown {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.proof.doubt = t.o.Now()
}

// proven asks who we are, where an answer did not say it and it matters: at
// first, where everything was asked for, where nothing came while an answer is
// awaited or for long, and where answers name somebody else.
func (t *Tracker) proven(ctx context.Context, a client.Answer, empty, whole bool) error {
	now := t.o.Now()
	t.mu.Lock()
	p := t.proof
	t.mu.Unlock()
	fresh := now.Sub(p.known) < provenFor
	inDoubt := now.Sub(p.doubt) < doubtFor
	other := a.Known && p.as != "" && a.ID != p.as // the credential is another account's now
	if p.me == "" || other || !a.Known && (!fresh || empty && (whole || inDoubt)) {
		me, err := t.client.Myself(ctx)
		if err == nil && me.Key == "" {
			err = errors.New("the site does not say which account we are")
		}
		if err != nil {
			return err
		}
		p.me, a.Known = me.Key, true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.proof.me = p.me; a.Known {
		t.proof.known = now
	}
	if a.ID != "" {
		t.proof.as = a.ID
	}
	return nil
}

// account is who we are, as issues name who made them.
func (t *Tracker) account(ctx context.Context) (string, error) {
	t.mu.Lock()
	me := t.proof.me
	t.mu.Unlock()
	if me != "" {
		return me, nil
	}
	if err := t.proven(ctx, client.Answer{}, false, false); err != nil {
		return "", err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.proof.me, nil
}

// blind are the projects of the backlogs that we can't see: nothing may be
// concluded about them from a search.
func (t *Tracker) blind(ctx context.Context, backlogs []tracker.Backlog, last window.Mark) ([]string, error) {
	var keys []string
	for _, b := range backlogs {
		if projectRE.MatchString(b.Project) && !slices.Contains(keys, b.Project) {
			keys = append(keys, b.Project)
		}
	}
	now := t.o.Now()
	t.mu.Lock()
	p := t.proof
	t.mu.Unlock()
	inDoubt := now.Sub(p.doubt) < doubtFor
	unknown := slices.ContainsFunc(keys, func(k string) bool { _, ok := p.visible[k]; return !ok })
	age := now.Sub(p.looked)
	old := last.Whole() && age >= visibleFor || len(last.Blind) > 0 && age >= blindFor
	if len(keys) > 0 && (unknown || inDoubt || old) {
		visible, err := t.client.Projects(ctx, keys)
		if err != nil {
			return nil, err
		}
		p.visible = map[string]bool{}
		for _, k := range keys {
			project, ok := visible[k]
			p.visible[k] = ok && !project.Archived
		}
		t.mu.Lock()
		t.proof.visible, t.proof.looked = p.visible, now
		t.mu.Unlock()
	}
	return slices.DeleteFunc(keys, func(k string) bool { return p.visible[k] }), nil
}

// sees tells whether a project was to be seen when it was last looked at.
func (t *Tracker) sees(key string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.proof.visible[key]
}

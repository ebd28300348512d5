package follow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// How long it holds that a tracker knows us, and how long after a lost answer
// each absence is looked at twice.
const (
	provenFor = time.Hour
	doubtFor  = 2 * time.Hour
)

// proof is when a tracker last showed that it knows us. Some answer an expired
// token with nothing, and no error.
type proof struct {
	known time.Time // when it last named us
	me    string    // our account, as items name who made them; "": not known yet
	as    string    // what answers call it
}

// proving is what an answer would prove.
type proving struct {
	absent bool // something asked for was not in it, and that is to be believed
	empty  bool // nothing was in it, as on most days
}

// inDoubt tells whether an answer was lost lately.
func (f *Follower) inDoubt(now time.Time) bool {
	return now.Sub(time.Unix(0, f.doubted.Load())) < doubtFor
}

// prove gives who we are, "" of a tracker without accounts. It asks where an answer
// did not say it and it matters: at first, where absence is believed, where nothing
// came while an answer is awaited or for long, and where answers name somebody else.
func (f *Follower) prove(ctx context.Context, a tracker.Page, p proving) (me string, err error) {
	accounts, keeps := f.a.(tracker.Accounts)
	if !keeps {
		return "", nil
	}
	now := f.o.Now()
	f.mu.Lock()
	was := f.proof
	f.mu.Unlock()
	me = was.me
	if me == "" || was.unsure(a, now) || !a.Known && (p.absent || p.empty && f.inDoubt(now)) {
		if me, err = accounts.Account(ctx); err == nil && me == "" {
			err = errors.New("it does not say which account we are")
		}
		if err != nil {
			return "", fmt.Errorf("ask %s who we are: %w", f.site.Address, err)
		}
		a.Known = true
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.proof.me = me; a.Known {
		f.proof.known = now
	}
	f.proof.as = cmp.Or(a.As, f.proof.as)
	return me, nil
}

// unsure tells whether an answer leaves open who we are: it names another account
// (the credential is that one's now), it is of a tracker that names nobody (whose
// adapter keeps who each credential is), or it names nobody for too long.
func (p proof) unsure(a tracker.Page, now time.Time) bool {
	if a.Known {
		return a.As == "" || p.as != "" && a.As != p.as
	}
	return now.Sub(p.known) >= provenFor
}

package githubissues

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/source"
)

// change is an edit of a review's text, or of its title.
type change struct {
	at   time.Time
	by   *actor
	what string
}

// changes are what was done to an issue's text and title since it was
// published, the newest first. since are the events after the one that
// published it. GitHub's times are whole seconds: an edit of the text in the
// second of the publication may have come after it, and counts as such; only
// the text that the issue was made with did not.
func changes(edits []edit, published time.Time, since []event) []change {
	var out []change
	for n, e := range edits {
		made := n == len(edits)-1 && len(edits) < someEditsAtMost
		if e.At.After(published) || e.At.Equal(published) && !made {
			out = append(out, change{e.At, e.Editor, "edited it"})
		}
	}
	for _, e := range since {
		if e.Event == "renamed" {
			out = append(out, change{e.At, e.Actor, "changed its title"})
		}
	}
	slices.SortStableFunc(out, func(a, b change) int { return b.at.Compare(a.at) })
	return out
}

// endorsed tells, by its error, whether somebody without a say was the last,
// besides us, who changed an issue's text or title since it was published.
func (h history) endorsed(ctx context.Context, i issue, published time.Time, since []event) error {
	edits, err := h.edits(ctx, i.Number)
	if err != nil {
		return err
	}
	delete(h.doubted, i.Number)
	var vouched time.Time
	for _, c := range changes(edits, published, since) {
		if c.at.Before(vouched) { // what came in the same second may have come later
			return nil
		}
		ours, err := h.ourselves(ctx, c.by)
		switch {
		case err != nil:
			return err
		case ours:
			continue
		}
		r, err := h.roleOf(ctx, c.by)
		switch {
		case err != nil:
			return err
		case r.writes():
			vouched = c.at
			continue
		}
		h.doubted[i.Number] = i.Updated
		return awaited{c.doubt()}
	}
	return nil
}

// doubt says why a change that nobody with a say has seen is not read.
func (c change) doubt() error {
	who, until := "somebody without write access", ""
	if c.by.bot() {
		who, until = c.by.shown()+", which has no say,", ", or bots names that one"
	}
	return fmt.Errorf("it %w: %s %s at %s, after it was published; what was read before counts until somebody with write access edits it or publishes it again%s",
		source.ErrAwaited, who, c.what, c.at.UTC().Format(time.RFC3339), until)
}

// awaited is an error that also is ErrUnreadable; its text is the cause's.
type awaited struct{ error }

func (a awaited) Unwrap() []error { return []error{a.error, source.ErrUnreadable} }

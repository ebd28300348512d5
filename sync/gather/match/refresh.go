package match

import (
	"cmp"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// Refresh takes over what a document says of itself as a whole.
func Refresh(l *ledger.Ledger, r *plan.Review, doc source.Document, is Restriction) {
	says := doc.Review
	restrict(l, r, doc, is) // before anything is told of it
	published := publish(l, r, says)
	if !r.Gone.IsZero() {
		l.Log.Review(*r, "is back", "at "+place(is, *r, doc))
	}
	if r.Revision != doc.Revision {
		r.Changed = ledger.Moment(doc.Changed)
		if r.Changed.After(l.Now) { // by another clock: it would be left alone until then
			r.Changed = ledger.Moment(l.Now)
		}
		endProposal(r, says.Block)
	}
	r.Audience = doc.Audience
	r.Path, r.Revision, r.Content, r.URL, r.File = doc.Path, doc.Revision, doc.Content, doc.URL, doc.File
	r.Title, r.Kind, r.Severity = says.Title, says.Kind, says.Severity
	r.Services, r.Labels = append([]string(nil), says.Services...), append([]string(nil), says.Labels...) // none: nil, as the store has it
	r.Team, r.Owner, r.Date = says.Team, says.Owner, ledger.Moment(says.Date)
	r.MoreDoubtful, r.NotUnderstood = says.MoreDoubtful, says.NotUnderstood
	r.PublishedAt = publishedAt(*r, doc)
	r.Gone, r.Published = time.Time{}, published
	if r.Published && r.FirstRead.IsZero() {
		r.FirstRead = l.Now
		as := "as published"
		if r.Restricted { // a new store can't tell that it became so since an older one knew it
			as += ", and restricted"
		}
		l.Log.Review(*r, "first read", as)
	}
	first := r.FirstRead
	if first.IsZero() {
		first = l.Now
	}
	if !doc.Arrived.IsZero() {
		first = doc.Arrived
	}
	r.Age = ledger.Moment(says.Age(first))
	problems(l, r, doc)
	if says.Block != nil && says.Block.Review == r.Key {
		r.Digest = says.Block.Digest
	}
}

// problems takes over what is wrong with a document, and tells of front matter
// that can't be read whole, once.
func problems(l *ledger.Ledger, r *plan.Review, doc source.Document) {
	if words := doc.Review.UnreadWords(); words != "" {
		l.Awaited[r.Key] = words
		if r.Problem != words {
			l.Log.Review(*r, "unreadable", words)
		}
	}
	r.Problem, r.Unfit = cmp.Or(doc.Doubt, doc.Review.UnreadWords(), doc.Review.BlockProblem), ""
	if r.Problem != "" {
		r.Unfit = r.Revision
	}
}

// publish tells whether the review is published now, and of a known one that
// this changed. One to come wakes it.
func publish(l *ledger.Ledger, r *plan.Review, says review.Review) bool {
	is := says.PublishedBy(l.Now)
	if says.IsPublished() && !is {
		l.Opens[r.Key] = ledger.Moment(says.NotBefore)
	}
	if is != r.Published && !r.FirstRead.IsZero() {
		l.Log.Review(*r, map[bool]string{true: "published again", false: "taken back"}[is], cmp.Or(says.UnreadWords(), "the document says so"))
	}
	return is
}

// restrict tells whether the review is restricted, and of a known one that it
// became so or is so no more.
func restrict(l *ledger.Ledger, r *plan.Review, doc source.Document, is Restriction) {
	was := r.Restricted
	r.Restricted = is.of(doc)
	if r.Restricted == was || r.Revision == "" && r.FirstRead.IsZero() {
		return
	}
	what, why := "not restricted", "the document says so no more, or the configuration does"
	if r.Restricted {
		what, why = "restricted", cmp.Or(doc.Review.UnreadWords(), "the document says so, or the configuration does")
	}
	l.Log.Review(*r, what, why)
}

// endProposal ends a proposal when the document is another one: what it would
// have changed is ours if the document holds it now.
func endProposal(r *plan.Review, b *review.Block) {
	merged := r.Proposed != "" && b != nil && b.Review == r.Key && b.Digest == r.Proposed
	for i := range r.Actions {
		k := &r.Actions[i]
		if marks := k.Proposed; merged && marks != nil {
			if marks.Ticked != nil {
				k.Ticked = *marks.Ticked
			}
			if marks.Cell != nil {
				k.Cell = *marks.Cell
			}
		}
		k.Proposed = nil
	}
	r.Proposed, r.Proposal, r.ProposedUntil = "", "", time.Time{}
}

// publishedAt is what the document says, else when it arrived, which only the
// reading that met it can tell.
func publishedAt(r plan.Review, doc source.Document) time.Time {
	arrived := doc.Arrived
	if !r.FirstRead.IsZero() { // it was here before
		arrived = r.PublishedAt
	}
	for _, at := range []time.Time{doc.Review.PublishedAt, arrived, r.PublishedAt} {
		if !at.IsZero() && (doc.Review.IsPublished() || at.Equal(doc.Review.PublishedAt)) {
			return ledger.Moment(at)
		}
	}
	return time.Time{}
}

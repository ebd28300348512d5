package gather

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// merge brings the records of the documents that were read up to date.
func (p *pass) merge(ctx context.Context, d *diff, docs []source.Document, whose map[string]plan.Review) error {
	keys := make([]review.Key, 0, len(docs))
	for _, doc := range docs {
		keys = append(keys, whose[doc.Path].Key)
	}
	if err := p.fetch(ctx, keys); err != nil {
		return err
	}
	adopted, err := p.unknownItems(ctx, keys)
	if err != nil {
		return err
	}
	for _, doc := range docs {
		before := p.before[whose[doc.Path].Key]
		p.missed[before.Key] = missing(before, doc)
	}
	claims, err := p.holding(ctx, keys)
	if err != nil {
		return err
	}
	for _, doc := range docs {
		r := p.record(whose[doc.Path])
		p.refresh(d.source, r, doc)
		if !r.Published {
			continue
		}
		if p.compared > mostCompared { // who may see it and whether it is published counts at once
			p.postpone(d, r)
			continue
		}
		merged, events, err := p.join(ctx, *r, doc, identity.Meeting{
			Instance: p.g.Instance, Now: p.now, Anonymise: p.g.Mapping.Anonymise, Words: p.g.Mapping.Words, Adopted: adopted[r.Key],
			Claims: claims[r.Key], Spent: &p.compared, Context: ctx,
		})
		if err != nil {
			return err
		}
		*r = merged
		p.changes.Events = append(p.changes.Events, events...)
		p.tellAdopted(r)
		if b := doc.Review.Block; b != nil && b.Review == r.Key && !b.Twin {
			p.metBefore[r.Key] = true
		}
	}
	return nil
}

// mostCompared is how many comparisons of words one pass begins a further
// document with: a second or two of work, while no source, tracker or signal is
// heeded. What is left is read again in the next pass.
const mostCompared review.Budget = 100_000_000

// postpone leaves a document's actions as they are known until the next pass.
func (p *pass) postpone(d *diff, r *plan.Review) {
	r.Revision, d.partial = "", true
	p.in.Awaited[r.Key] = "more was re-worded at once than one pass compares: its lines are read in the next"
}

// refresh takes over what the document says of itself.
func (p *pass) refresh(s Source, r *plan.Review, doc source.Document) {
	says := doc.Review
	p.restrict(s, r, doc) // before anything is told of it
	if r.Revision != doc.Revision {
		r.Changed = moment(doc.Changed)
	}
	published := p.published(r, says)
	if !r.Gone.IsZero() {
		p.event(*r, "is back", "at "+place(s, *r, doc))
	}
	if r.Revision != doc.Revision {
		settleProposal(r, says.Block)
	}
	r.Audience = doc.Audience
	r.Path, r.Revision, r.Content, r.URL, r.File = doc.Path, doc.Revision, doc.Content, doc.URL, doc.File
	r.Title, r.Kind, r.Severity = says.Title, says.Kind, says.Severity
	r.Services, r.Labels = orNil(says.Services), orNil(says.Labels)
	r.Team, r.Owner, r.Date = says.Team, says.Owner, moment(says.Date)
	r.PublishedAt = publishedAt(*r, doc)
	r.Gone, r.Published = time.Time{}, published
	if r.Published && r.FirstRead.IsZero() {
		r.FirstRead = p.now
		p.event(*r, "first read", firstRead(*r))
	}
	first := r.FirstRead
	if first.IsZero() {
		first = p.now
	}
	if !doc.Arrived.IsZero() {
		first = doc.Arrived
	}
	r.Age = moment(says.Age(first))
	p.unreadFront(r, says)
	r.Problem, r.Unfit = cmp.Or(says.UnreadWords(), says.BlockProblem), ""
	if doc.Doubt != "" {
		r.Problem = doc.Doubt
	}
	if r.Problem != "" {
		r.Unfit = r.Revision
	}
	if says.Block != nil && says.Block.Review == r.Key {
		r.Digest = says.Block.Digest
	}
}

// firstRead says as what a review was met: a new store can't tell that it became
// restricted since an older one knew it.
func firstRead(r plan.Review) string {
	if r.Restricted {
		return "as published, and restricted"
	}
	return "as published"
}

// published tells whether the review is published now, and of a known one that
// this changed. One to come wakes it.
func (p *pass) published(r *plan.Review, says review.Review) bool {
	is := says.PublishedBy(p.now)
	if says.IsPublished() && !is {
		p.in.Opens[r.Key] = moment(says.NotBefore)
	}
	if is != r.Published && !r.FirstRead.IsZero() {
		p.event(*r, map[bool]string{true: "published again", false: "taken back"}[is], cmp.Or(says.UnreadWords(), "the document says so"))
	}
	return is
}

// place is how logs name where a document is now.
func place(s Source, r plan.Review, doc source.Document) string {
	if r.Restricted || s.Restricted != nil && s.Restricted(doc.Path, doc.Review) {
		return "the place of a restricted review"
	}
	return doc.Path
}

// restrict tells whether the review is restricted, and of a known one that it
// became so or is so no more.
func (p *pass) restrict(s Source, r *plan.Review, doc source.Document) {
	was := r.Restricted
	r.Restricted = s.Restricted != nil && s.Restricted(doc.Path, doc.Review)
	if r.Restricted == was || r.Revision == "" && r.FirstRead.IsZero() {
		return
	}
	what, why := "not restricted", "the document says so no more, or the configuration does"
	if r.Restricted {
		what, why = "restricted", cmp.Or(doc.Review.UnreadWords(), "the document says so, or the configuration does")
	}
	p.event(*r, what, why)
}

// unreadFront tells of front matter that can't be read whole, once.
func (p *pass) unreadFront(r *plan.Review, says review.Review) {
	words := says.UnreadWords()
	if words == "" {
		return
	}
	p.in.Awaited[r.Key] = words
	if r.Problem != words {
		p.event(*r, "unreadable", words)
	}
}

// settleProposal ends a proposal when the document is another one: what it
// would have changed is ours if the document holds it now.
func settleProposal(r *plan.Review, b *review.Block) {
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
			return moment(at)
		}
	}
	return time.Time{}
}

func orNil(s []string) []string {
	if len(s) == 0 {
		return nil
	}
	return s
}

// unknownItems are, by review, the items of ours that its records may not
// know: what the store has of them, and what this pass's listings showed.
func (p *pass) unknownItems(ctx context.Context, keys []review.Key) (map[review.Key][]plan.ItemRow, error) {
	stored, err := p.g.Store.ItemsOf(ctx, keys)
	if err != nil {
		return nil, err
	}
	out := map[review.Key][]plan.ItemRow{}
	for _, row := range stored {
		if _, met := p.rows[row.ItemID()]; !met {
			p.rows[row.ItemID()] = row
		}
		if row = p.rows[row.ItemID()]; row.Marker == nil {
			continue // found not to be ours
		}
		if row.Orphan {
			row.Orphan = false // its review is here
			p.write(row)
		}
		out[row.Marker.Review] = append(out[row.Marker.Review], p.rows[row.ItemID()])
	}
	for id := range p.fresh {
		row := p.rows[id]
		if !slices.ContainsFunc(out[row.Marker.Review], func(r plan.ItemRow) bool { return r.ItemID() == id }) {
			out[row.Marker.Review] = append(out[row.Marker.Review], row)
		}
	}
	return out, nil
}

// tellAdopted names the actions that came to their items by the matching.
func (p *pass) tellAdopted(r *plan.Review) {
	had := map[review.Key]bool{}
	for _, k := range p.before[r.Key].Actions {
		had[k.Key] = k.Item != nil
	}
	for _, k := range r.Actions {
		if k.Item != nil && k.Item.Tracker != "" && !had[k.Key] {
			p.in.Adopted[k.Key] = k.Item.Key + " bears this action's marker"
		}
	}
}

// fetch loads records with their actions; what the store does not know stays
// unknown.
func (p *pass) fetch(ctx context.Context, keys []review.Key) error {
	var missing []review.Key
	for _, k := range keys {
		if _, ok := p.before[k]; !ok {
			missing = append(missing, k)
		}
	}
	records, err := p.g.Store.Reviews(ctx, missing)
	for _, r := range records {
		p.before[r.Key] = r
	}
	return err
}

// record is the record to be planned: the stored one's copy, or a new one.
func (p *pass) record(r plan.Review) *plan.Review {
	if have, ok := p.records[r.Key]; ok {
		return have
	}
	if stored, ok := p.before[r.Key]; ok {
		r = stored
		r.Actions = slices.Clone(stored.Actions)
	}
	p.records[r.Key] = &r
	return &r
}

// load is a stored record, for a question that can't fail by itself: the
// store's error is kept.
func (p *pass) load(ctx context.Context, key review.Key) plan.Review {
	if err := p.fetch(ctx, []review.Key{key}); err != nil {
		p.err = err
	}
	return p.before[key]
}

func (p *pass) exists(ctx context.Context, key review.Key) bool {
	return p.load(ctx, key).Key != ""
}

// keep plans a record whose document can't be read, with what it says of it.
func (p *pass) keep(ctx context.Context, troubled plan.Review) {
	p.load(ctx, troubled.Key)
	r := p.record(troubled)
	if troubled.Revision != "" && troubled.Revision != r.Revision {
		r.Unfit = troubled.Revision
	}
	r.Problem, r.Revision, r.Restricted, r.Published = troubled.Problem, troubled.Revision, troubled.Restricted, troubled.Published
}

// leave notes the records whose documents are gone.
func (p *pass) leave(ctx context.Context, d *diff) {
	for _, gone := range d.gone {
		if !gone.Gone.IsZero() {
			continue
		}
		p.load(ctx, gone.Key)
		r := p.record(gone)
		r.Gone = p.now
		p.event(*r, "gone", "the document is not there any more: its items are followed silently")
	}
}

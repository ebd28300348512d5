package gather_test

import (
	"errors"
	"testing"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// What is found in the bytes that were read as published before is newly read. What
// was never read so, or was not read to its end, is met for the first time.
func TestWhatIsFoundInTheSameBytesIsNewlyRead(t *testing.T) {
	draft := false
	for name, tc := range map[string]struct {
		first  func(*source.Document)
		record func(*plan.Review)
		fails  bool // the first reading
		newly  bool
	}{
		"read as published":        {newly: true},
		"by a version before this": {record: func(r *plan.Review) { r.ReadFrom.Reading = "" }, newly: true},
		"a draft before":           {first: func(d *source.Document) { d.Review.Published = &draft }},
		"other bytes":              {first: func(d *source.Document) { d.Content = "other bytes" }},
		"could not be read before": {fails: true},
		"without a digest":         {first: func(d *source.Document) { d.Content = "" }, record: func(r *plan.Review) { r.Content = "" }},
		"not met before":           {record: func(r *plan.Review) { *r = plan.Review{} }},
		"compared too late":        {record: func(r *plan.Review) { r.ReadFrom = plan.ReadFrom{} }},
	} {
		t.Run(name, func(t *testing.T) {
			g, s, p, _ := world(t)
			g.Sources[0].Reading = "before"
			was := source.Document{Content: "the bytes"}
			if tc.first != nil {
				tc.first(&was)
			}
			p.docs["a.md"] = was
			if tc.fails {
				unread(p, source.ErrUnreadable)
			}
			first := pass(t, g, gather.Request{}).Input.Reviews[0]
			if tc.record != nil {
				tc.record(&first)
			}
			if first.Key != "" {
				s.Known = []plan.Review{first}
			}
			delete(p.errs, "a.md")
			now := doc("Alert on queue depth")
			now.Content = "the bytes"
			if name == "without a digest" {
				now.Content = ""
			}
			p.docs["a.md"] = now
			g.Sources[0].Reading = "after"
			r := pass(t, g, gather.Request{}).Input.Reviews[0]
			if k := r.Actions[0]; k.NewlyRead() != tc.newly {
				t.Errorf("newly read: %v, of %+v", k.NewlyRead(), first.ReadFrom)
			}
			if want := (plan.ReadFrom{Content: now.Content, Reading: "after"}); r.ReadFrom != want {
				t.Errorf("it was read from %+v, want %+v", r.ReadFrom, want)
			}
		})
	}
}

// A review that was taken back, or could not be read for a while, is not new for that:
// what its bytes said as published is known.
func TestADraftInBetweenForgetsNothing(t *testing.T) {
	g, s, p, _ := world(t)
	draft := false
	read := func(change func(*source.Document)) plan.Review {
		d := source.Document{Content: "the bytes"}
		change(&d)
		p.docs["a.md"] = d
		s.Known = []plan.Review{pass(t, g, gather.Request{Request: plan.Request{Again: true}}).Input.Reviews[0]}
		return s.Known[0]
	}
	read(func(*source.Document) {})
	if r := read(func(d *source.Document) { d.Review.Published = &draft }); r.ReadFrom.Content != "the bytes" {
		t.Errorf("a draft was read from %+v", r.ReadFrom)
	}
	p.errs["a.md"] = errors.New("down")
	read(func(*source.Document) {})
	delete(p.errs, "a.md")
	r := read(func(d *source.Document) {
		d.Review.Actions = []review.Action{{Title: "Alert", Owner: "payments", Line: 1}}
	})
	if !r.Actions[0].NewlyRead() {
		t.Errorf("it is taken for new: %+v", r.ReadFrom)
	}
}

package sourcetest

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/source"
)

func conflictCases() []testCase {
	return []testCase{
		{"a document that changed since it was read is not written to", conflictBefore},
		{"a document that is gone is not made again", conflictGone},
		{"a change between our reading and our writing stays", conflictMeanwhile},
		{"a deletion between our reading and our writing stays", conflictDeleted},
		{"whatever a person writes while we report is there in the end", conflictMany},
	}
}

func conflictBefore(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	doc := h.read(t, "a.md")
	edited := strings.Replace(h.incident(), "too long", "too_long", 1) // of equal size
	h.Put(t, "a.md", []byte(edited))
	_, err := h.reporter(t).WriteBack(t.Context(), doc.Entry, reportOf(doc, "0a1b2c"))
	mustBe(t, "report", err, source.ErrChanged)
	if diff := cmp.Diff(edited, string(h.Bytes(t, "a.md"))); diff != "" {
		t.Errorf("the person's edit was written over:\n%s", diff)
	}
}

func conflictGone(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	doc := h.read(t, "a.md")
	h.Delete(t, "a.md")
	_, err := h.reporter(t).WriteBack(t.Context(), doc.Entry, reportOf(doc, "0a1b2c"))
	if !errors.Is(err, source.ErrGone) && !errors.Is(err, source.ErrChanged) {
		t.Errorf("error %v, want one that is ErrGone or ErrChanged", err)
	}
	if got := h.list(t); len(got) != 0 {
		t.Errorf("listed %s after the deletion", paths(got))
	}
}

func conflictMeanwhile(t *testing.T, h Harness) {
	need(t, h.Meanwhile != nil, "step in between reading and writing")
	h.Put(t, "a.md", []byte(h.incident()))
	doc := h.read(t, "a.md")
	edited := h.incident() + "\nA late remark.\n"
	h.Meanwhile(t, func() { h.Put(t, "a.md", []byte(edited)) })
	_, err := h.reporter(t).WriteBack(t.Context(), doc.Entry, reportOf(doc, "0a1b2c"))
	mustBe(t, "report", err, source.ErrChanged)
	if diff := cmp.Diff(edited, string(h.Bytes(t, "a.md"))); diff != "" {
		t.Errorf("the person's edit was written over:\n%s", diff)
	}
	doc = h.read(t, "a.md")
	h.report(t, doc, reportOf(doc, "0a1b2c"))
}

func conflictDeleted(t *testing.T, h Harness) {
	need(t, h.Meanwhile != nil, "step in between reading and writing")
	h.Put(t, "a.md", []byte(h.incident()))
	doc := h.read(t, "a.md")
	h.Meanwhile(t, func() { h.Delete(t, "a.md") })
	_, err := h.reporter(t).WriteBack(t.Context(), doc.Entry, reportOf(doc, "0a1b2c"))
	if !errors.Is(err, source.ErrGone) && !errors.Is(err, source.ErrChanged) {
		t.Errorf("error %v, want one that is ErrGone or ErrChanged", err)
	}
	if got := h.list(t); len(got) != 0 {
		t.Errorf("listed %s after the deletion", paths(got))
	}
}

func conflictMany(t *testing.T, h Harness) {
	reporter := h.reporter(t)
	h.Put(t, "a.md", []byte(h.incident()))
	stop, stopped := make(chan struct{}), make(chan struct{})
	var count atomic.Int64
	go func() {
		defer close(stopped)
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			entries, err := h.Source.List(t.Context())
			if err != nil || len(entries) == 0 {
				continue
			}
			doc, err := h.Source.Read(t.Context(), entries[0])
			if err != nil {
				continue
			}
			if w, err := reporter.WriteBack(t.Context(), doc.Entry, reportOf(doc, digests[n%len(digests)])); err == nil && w.Changed {
				count.Add(1)
			}
		}
	}()
	last := ""
	for n := range 60 {
		last = h.incident() + strings.Repeat("\nOne more remark.\n", n)
		h.Put(t, "a.md", []byte(last))
		time.Sleep(time.Duration(n%7) * 10 * time.Millisecond)
		if n%20 == 19 { // people think now and then, however slow the machine is
			before := count.Load()
			for begun := time.Now(); count.Load() == before && time.Since(begun) < 20*time.Second; {
				time.Sleep(10 * time.Millisecond)
			}
		}
	}
	close(stop)
	<-stopped
	if count.Load() == 0 {
		t.Error("no report came through in all that time")
	}
	ours := reportOf(h.read(t, "a.md"), "")
	if diff := cmp.Diff(last, string(h.strip(h.Bytes(t, "a.md"), ours))); diff != "" {
		t.Errorf("after %d reports the person's last words are not what stands there:\n%s", count.Load(), diff)
	}
}

// digests make each report differ from the one before.
var digests = []string{"000001", "000002", "000003"}

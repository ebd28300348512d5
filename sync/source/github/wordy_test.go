package github_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/source"
)

// Documents that go each by a request of their own are not all sent in one
// pass, and none is left out for good.
func TestManyDocumentsWithAByteOrderMark(t *testing.T) {
	t.Parallel()
	const n = 55
	w := open(t)
	files := map[string]string{"reviews/plain.md": incident}
	for i := range n {
		files[fmt.Sprintf("reviews/%03d.md", i)] = fmt.Sprintf("\ufeff# %d\n\n%s", i, incident)
	}
	w.repo.Commit("", files, "Many")
	for pass, want := range []int{51, 5, 0} {
		var jobs []source.Job
		for _, doc := range w.gather(map[string]string{}) {
			jobs = append(jobs, source.Job{Entry: doc.Entry, WriteBack: reportOf(doc, 0)})
		}
		written := 0
		for _, o := range w.WriteBackAll(t.Context(), jobs) {
			switch {
			case o.Err != nil && (!errors.Is(o.Err, source.ErrChanged) || !strings.Contains(o.Err.Error(), "next pass")):
				t.Fatal(o.Err)
			case o.Written.Changed:
				written++
			}
		}
		if written != want {
			t.Errorf("pass %d wrote %d, want %d", pass, written, want)
		}
	}
}

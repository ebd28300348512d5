package github_test

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/source"
)

// many commits n reviews at once.
func (w *world) many(n int) {
	files := map[string]string{}
	for i := range n {
		files[in(w.cfg.Path, fmt.Sprintf("2026/%04d.md", i))] = fmt.Sprintf("# Review %d\n\n%s", i, incident)
	}
	w.repo.Commit("", files, "Many reviews")
}

// pass lists, and reads all that differs from what is known, four at a time as
// the loop does.
func (w *world) gather(known map[string]string) (read []source.Document) {
	w.t.Helper()
	var mu sync.Mutex
	var wg sync.WaitGroup
	slots := make(chan struct{}, 4)
	changed := slices.DeleteFunc(w.list(), func(e source.Entry) bool { return known[e.Path] == e.Revision })
	for _, e := range changed {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			doc, err := w.Read(w.t.Context(), e)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				w.t.Error(err)
			}
			read = append(read, doc)
			known[e.Path] = doc.Revision
		})
	}
	wg.Wait()
	return read
}

// What docs/performance.md says of a repository of 1,000 reviews.
func TestRequests(t *testing.T) {
	t.Parallel()
	for path, reviews := range map[string]int{"": 150, "reviews": 1000, "docs/post-mortems": 150} {
		t.Run("path "+path, func(t *testing.T) {
			t.Parallel()
			w := open(t, at(path), config(exclude("README.md")))
			w.many(reviews)
			known := map[string]string{}
			counts := map[string]int{}
			pass := func(name string) {
				t.Helper()
				w.fake.Forget()
				if n := len(w.gather(known)); n != map[string]int{"first": reviews, "changed": 1}[name] {
					t.Errorf("%s: read %d documents", name, n)
				}
				counts[name] = w.fake.Requests()
			}
			pass("first")
			pass("quiet")
			if n := w.fake.Count(githubfake.Unchanged); n != 1 {
				t.Errorf("quiet: %d of the requests are free, want 1", n)
			}
			w.put("2026/0007.md", incident)
			pass("changed")
			job := w.job("2026/0007.md", 1)
			w.fake.Forget()
			written, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack)
			must(t, err)
			counts["commit"] = w.fake.Requests()
			known["2026/0007.md"] = written.Revision
			pass("after")
			pass("later")
			most := map[string]int{"first": reviews + 5, "quiet": 1, "changed": 4, "commit": 4, "after": 1, "later": 1}
			for name, n := range counts {
				if n > most[name] {
					t.Errorf("%s: %d requests, want at most %d", name, n, most[name])
				}
			}
			t.Log(counts)
		})
	}
}

// All that is announced after a first pass is one commit, and none of it is
// read once more for that.
func TestOneCommitForAll(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.many(450)
	known := map[string]string{}
	var jobs []source.Job
	for _, doc := range w.gather(known) {
		jobs = append(jobs, source.Job{Source: "sre", Entry: doc.Entry, WriteBack: reportOf(doc, 0)})
	}
	before := len(w.repo.Log(""))
	w.fake.Forget()
	for i, o := range w.WriteBackAll(t.Context(), jobs) {
		must(t, o.Err)
		if !o.Written.Changed {
			t.Fatalf("%s was not written", jobs[i].Entry.Path)
		}
		known[jobs[i].Entry.Path] = o.Written.Revision
	}
	if n := len(w.repo.Log("")) - before; n != 1 {
		t.Errorf("%d commits, want 1", n)
	}
	want := map[string]int{
		"GET /repos/{owner}/{repo}/branches/{branch...}": 1,
		"POST /repos/{owner}/{repo}/git/trees":           3, // of 200 files
		"POST /repos/{owner}/{repo}/git/commits":         1,
		"PATCH /repos/{owner}/{repo}/git/refs/{ref...}":  1,
	}
	if diff := cmp.Diff(want, w.fake.Counts()); diff != "" {
		t.Errorf("requests:\n%s", diff)
	}
	if read := w.gather(known); len(read) > 0 {
		t.Errorf("our own commit woke a reading of %d documents", len(read))
	}
}

// Blobs are read a few at a time, also where a report needs many.
func TestReadsAreBounded(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.many(60)
	var jobs []source.Job
	for _, doc := range w.gather(map[string]string{}) {
		jobs = append(jobs, source.Job{Entry: doc.Entry, WriteBack: reportOf(doc, 0)})
	}
	w.again() // nothing is known of the blobs any more
	w.before = func(*http.Request) { time.Sleep(3 * time.Millisecond) }
	for _, o := range w.WriteBackAll(t.Context(), jobs) {
		must(t, o.Err)
	}
	if n := w.fake.MostAtOnce(); n > 4 {
		t.Errorf("%d requests at once, want 4 at most", n)
	}
}

// A repository that wants to be left alone says until when.
func TestListIsLimited(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.fake.FailNext(1, fault.Any, githubfake.SecondaryLimit(http.StatusForbidden, "1800"))
	_, err := w.List(t.Context())
	if wait := source.Until(err).Sub(w.now()); wait < 29*time.Minute || wait > 30*time.Minute {
		t.Errorf("%v: to be asked again in %v", err, wait)
	}
	w.fake.Forget()
	if _, err = w.List(t.Context()); source.Until(err).IsZero() || len(w.fake.Counts()) > 0 {
		t.Errorf("meanwhile: %v after %v", err, w.fake.Counts())
	}
}

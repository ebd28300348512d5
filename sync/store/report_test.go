package store_test

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/export"
	"github.com/followthrough/followthrough/sync/report/page"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

var reportDay = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

// many is the n-th of many reviews, with five actions and their items.
func many(n int) ([]plan.ItemRow, plan.Review) {
	at := reportDay.AddDate(0, 0, -n%730)
	r := plan.Review{
		Key: review.Key(fmt.Sprintf("%012x", 0xa00000+n)), Source: "sre", Path: fmt.Sprintf("2026/%05d-a-review-of-usual-length.md", n),
		Published: true, FirstRead: at,
		Said: plan.Said{
			Title: fmt.Sprintf("The thing number %d was slower than it should have been", n), Kind: review.Incident, Age: at, PublishedAt: at,
			Date: at.AddDate(0, 0, -5), Services: []string{fmt.Sprint("service-", n%40), fmt.Sprint("service-", n%7)},
		},
		Document: plan.Document{Revision: "sha256:0123456789abcdef0123456789abcdef", Content: "sha256:0123456789abcdef0123456789abcdef"},
	}
	var items []plan.ItemRow
	states := []review.State{review.Done, review.Open, review.Declined, review.InProgress, review.Held}
	for i := range 5 {
		id := fmt.Sprint(n*5 + i)
		team := fmt.Sprint("team-", (n+i)%30)
		k := plan.Action{
			Key: review.Key(fmt.Sprintf("%012x", 0xc000000+n*5+i)), Team: team, State: states[(n+i)%5], Reason: fmt.Sprint("reason ", n%9),
			Wording: plan.Wording{
				Number: 1, Position: i, FirstRead: at, Text: "look at the thing before it is as slow as it was on that day number " + id,
				Now:     "look at the thing before it is as slow as it was on that day number " + id,
				Reading: review.Action{Title: "Look at the thing before it is as slow as it was on that day, number " + id, Owner: team, Type: []string{"prevent", "detect"}[i%2]},
			},
			Creation: plan.Creation{Generation: 1},
		}
		if k.State != review.Held {
			k.Item = &plan.Item{Tracker: "jira", ID: id, Key: "PAY-" + id, URL: "https://jira.example.test/browse/PAY-" + id}
			k.Made, k.Settled = at.AddDate(0, 0, 1), at.AddDate(0, 0, 1+n%60)
			items = append(items, plan.ItemRow{Tracker: "jira", Made: k.Made, MadeIn: "PAY", Item: tracker.Item{
				ID: id, Key: k.Item.Key, URL: k.Item.URL, Project: []string{"PAY", "OPS"}[btoi(n%50 == 0)], State: k.State,
			}})
		}
		r.Actions = append(r.Actions, k)
	}
	return items, r
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// BenchmarkReport is a report over 20,000 reviews with 100,000 actions, from
// the store to the last byte. It fails where a report takes more than a second,
// one with a row for each of the reviews two, or more than 200 MB, or more
// statements than it should.
func BenchmarkReport(b *testing.B) {
	seen := &statements{}
	s, err := store.Open(b.Context(), store.Options{
		Path: filepath.Join(b.TempDir(), "store.db"), Mode: store.ReadWrite, Now: func() time.Time { return reportDay }, Observer: seen,
	})
	must(b, err)
	defer s.Close()
	for n := 0; n < 20000; {
		var c plan.Changes
		for range 1000 {
			items, r := many(n)
			c.Items, c.Reviews = append(c.Items, items...), append(c.Reviews, r)
			n++
		}
		must(b, s.Apply(b.Context(), c))
	}
	for _, kind := range []struct {
		name  string
		by    report.By
		since time.Time
		limit time.Duration
		write func(io.Writer, report.Report) error
	}{
		{"90d by team as html", report.ByTeam, reportDay.AddDate(0, 0, -90), time.Second, page.Write},
		{"all by team as html", report.ByTeam, time.Time{}, time.Second, page.Write},
		{"all by service as json", report.ByService, time.Time{}, time.Second, export.JSON},
		{"all by review as csv", report.ByReview, time.Time{}, 2 * time.Second, export.CSV},
		{"all by review as html", report.ByReview, time.Time{}, 2 * time.Second, page.Write},
		{"all by review as md", report.ByReview, time.Time{}, 2 * time.Second, report.Markdown},
		{"all by review as json", report.ByReview, time.Time{}, 2 * time.Second, export.JSON},
	} {
		b.Run(kind.name, func(b *testing.B) {
			peak := watch(b)
			fastest := time.Hour
			once := func() {
				begin, work := time.Now(), worked()
				defer func() { fastest = min(fastest, time.Since(begin), worked()-work) }()
				seen.n = 0
				facts, err := s.Facts(b.Context())
				must(b, err)
				r := report.Make(facts, report.Options{
					Now: reportDay, By: kind.by, Period: report.Period{Since: kind.since}, Restate: func(s string) string { return s },
				})
				words, err := s.Words(b.Context(), r.Asked())
				must(b, err)
				must(b, kind.write(io.Discard, r.With(words)))
				if n := r.Total.States.Sum(); kind.since.IsZero() && n != 100000 {
					b.Fatalf("%d actions", n)
				}
				if seen.n != 5 {
					b.Fatalf("%d statements", seen.n)
				}
			}
			for b.Loop() {
				once()
			}
			for range 4 { // a machine that does something else besides is no finding
				if fastest > kind.limit {
					once()
				}
			}
			mb := peak()
			b.ReportMetric(float64(mb), "peak-MB")
			b.ReportMetric(fastest.Seconds(), "s-of-work")
			if fastest > kind.limit || mb > 200 {
				b.Errorf("a report takes %v and %d MB", fastest, mb)
			}
		})
	}
}

// statements counts them.
type statements struct{ n int }

func (s *statements) Observe(store.Statement) { s.n++ }

// watch looks at the heap until it is asked, and gives the most it was more
// than before, in MB.
func watch(b *testing.B) func() int {
	b.Helper()
	runtime.GC()
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}} // read without stopping the world
	metrics.Read(heap)
	before, most := heap[0].Value.Uint64(), uint64(0)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Millisecond):
				metrics.Read(heap)
				most = max(most, heap[0].Value.Uint64())
			}
		}
	}()
	return func() int {
		close(stop)
		<-stopped
		return int((most - min(before, most)) >> 20)
	}
}

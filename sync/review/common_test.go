package review_test

import (
	"fmt"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
)

func TestInCommon(t *testing.T) {
	const third = review.ThirdOfWords
	for _, tc := range []struct {
		a, b     string
		from, to float64 // of the share; to 0: they make no pair
		exact    bool
		others   bool // each names what the other does not
	}{
		{a: "Alert on queue depth", b: "Alerting for the depths of queues", from: 1, to: 1},
		{a: "Alert on queue depth", b: "Page somebody once the queue is too deep"},
		{a: "Alert on the depth of the queue", b: "Page somebody once the queue of jobs is too deep", from: third, to: 0.5},
		{a: "Alert on the depth of the queue", b: "Fix the docs of the build"}, // nothing but short words
		{a: "Add it", b: "Add it up", from: 0.75, to: 0.85},                    // there is nothing else
		{a: "Keep 37 replicas", b: "Never run with less than 37 of them", to: third, exact: true},
		{a: "Raise the limit to 20", b: "Raise the limit to 30", from: 0.6, to: 0.9, others: true},
		{a: "Raise the limit", b: "Raise the limit to 30", from: 0.6, to: 1},
		{a: "Cap max_connections", b: "Watch max_connections on db1", from: third, to: 0.7, exact: true},
		{a: "キューの深さを監視する", b: "キューの深さにアラートを追加", from: third, to: 0.7},
		{a: "キューの深さを監視する", b: "証明書を更新"},
		{a: "", b: "Alert"},
	} {
		t.Run(tc.a+"/"+tc.b, func(t *testing.T) {
			a, b := review.Normalise(tc.a), review.Normalise(tc.b)
			if got := review.NameOthers(a, b); got != tc.others || got != review.NameOthers(b, a) {
				t.Errorf("each names what the other does not: %v, want %v", got, tc.others)
			}
			for _, lists := range [][2]string{{a, b}, {b, a}} {
				left := review.Budget(1000)
				pairs, complete := review.InCommon([]string{"else", lists[0]}, []string{lists[1], "other"}, &left)
				switch {
				case !complete || left >= 1000:
					t.Fatalf("complete: %v, with %d left of 1000", complete, left)
				case tc.to == 0 && len(pairs) > 0:
					t.Errorf("they are a pair: %+v", pairs)
				case tc.to == 0:
				case len(pairs) != 1 || pairs[0].A != 1 || pairs[0].B != 0:
					t.Errorf("got %+v, want one pair", pairs)
				case pairs[0].Words < tc.from || pairs[0].Words > tc.to || pairs[0].Exact != tc.exact:
					t.Errorf("got %+v, want %.2f to %.2f of the words, exact %v", pairs[0], tc.from, tc.to, tc.exact)
				}
			}
		})
	}
}

// Lines that all share their words cost the budget, and no more than that.
func TestInCommonKeepsToItsBudget(t *testing.T) {
	var a []string
	for i := range 3000 {
		a = append(a, fmt.Sprintf("alert on queue depth of cellar%d", i))
	}
	left := review.Budget(100_000)
	if pairs, complete := review.InCommon(a, a, &left); complete || len(pairs) > 0 || left < -100_000 {
		t.Errorf("%d pairs, complete: %v, %d left", len(pairs), complete, left)
	}
}

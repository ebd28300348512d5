package hooks_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/sync/web/hooks"
)

// looksOf is what an inbox was looked at, and when.
type looksOf struct {
	mu   sync.Mutex
	said []string
}

func (l *looksOf) say(from time.Time, heard []hooks.Heard) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, h := range heard {
		ids := strings.Join(h.IDs, ",")
		if len(h.IDs) > 3 {
			ids = strconv.Itoa(len(h.IDs)) + " ids"
		}
		l.said = append(l.said, fmt.Sprintf("%s %s %s soon:%t", time.Since(from), h.Name, ids, h.Soon))
	}
}

// through runs an inbox while do delivers.
func through(t *testing.T, looks bool, do func(b *hooks.Inbox)) []string {
	t.Helper()
	l := &looksOf{}
	synctest.Test(t, func(t *testing.T) {
		from := time.Now()
		ctx, stop := context.WithCancel(t.Context())
		b := &hooks.Inbox{Look: func(_ context.Context, heard []hooks.Heard) bool {
			l.say(from, heard)
			return looks
		}}
		var running sync.WaitGroup
		running.Go(func() { b.Run(ctx) })
		do(b)
		time.Sleep(time.Minute)
		stop()
		running.Wait()
	})
	return l.said
}

func TestBurstIsLookedAtTwice(t *testing.T) {
	got := through(t, true, func(b *hooks.Inbox) {
		b.Take("jira", hooks.Delivery{IDs: []string{"1"}})
		synctest.Wait()
		for i := range 1000 {
			b.Take("jira", hooks.Delivery{IDs: []string{strconv.Itoa(i % 3)}})
			b.Take("sre", hooks.Delivery{Concerns: true})
			time.Sleep(2 * time.Millisecond)
		}
	})
	want := []string{"0s jira 1 soon:false", "5s jira 0,1,2 soon:false", "5s sre  soon:true"}
	if !slices.Equal(got, want) {
		t.Errorf("looked at %q", got)
	}
}

// What is about nothing that is followed keeps nobody waiting.
func TestLookThatFoundNothingIsFollowedAtOnce(t *testing.T) {
	got := through(t, false, func(b *hooks.Inbox) {
		for i := range 3 {
			b.Take("jira", hooks.Delivery{IDs: []string{strconv.Itoa(i)}})
			time.Sleep(time.Millisecond)
		}
	})
	if len(got) != 3 || !strings.HasPrefix(got[2], "2ms ") {
		t.Errorf("looked at %q", got)
	}
}

func TestInboxIsBounded(t *testing.T) {
	got := through(t, true, func(b *hooks.Inbox) {
		for i := range 5000 {
			b.Take("jira", hooks.Delivery{IDs: []string{strconv.Itoa(i)}})
		}
	})
	for _, l := range got {
		if n, _ := strconv.Atoi(strings.Fields(l)[2]); n > 1000 {
			t.Errorf("%d ids waited", n)
		}
	}
	if !slices.ContainsFunc(got, func(l string) bool { return strings.HasSuffix(l, "soon:true") }) {
		t.Errorf("what is left out is not looked for: %q", got)
	}
}

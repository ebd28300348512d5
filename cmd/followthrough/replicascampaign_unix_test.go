//go:build unix

package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/pgtest"
)

const (
	// replicasHow is "whole" for all that make replicas does.
	replicasHow  = "FOLLOWTHROUGH_REPLICAS"
	replicasSeed = "FOLLOWTHROUGH_REPLICAS_SEED"
	// takesOver is what a take-over may last on a loaded machine.
	takesOver = 20 * time.Second
)

// blow is one thing that happens to whoever works, so long after the first intent
// that was written since the last one, and for so long.
type blow struct {
	kind         string
	after, lasts time.Duration
}

func (b blow) String() string {
	return fmt.Sprintf("%s+%dms", b.kind, b.after.Milliseconds())
}

// blows draws a schedule from a seed.
func blows(seed uint64, times map[string]int) []blow {
	draw := rand.New(rand.NewPCG(seed, 16)) //nolint:gosec // a schedule that can be drawn again
	var out []blow
	for _, kind := range slices.Sorted(maps.Keys(times)) {
		for range times[kind] {
			out = append(out, blow{kind, time.Duration(draw.IntN(3000)) * time.Millisecond, time.Duration(200+draw.IntN(1500)) * time.Millisecond})
		}
	}
	draw.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// onslaught is three replicas on a server of their own, and a Jira that takes its time.
type onslaught struct {
	*replicas
	server  *pgtest.Server
	conn    *pgx.Conn // what looks at the lease; nil: to be dialled
	url     string
	running map[int]replicaProcess // by process id
	written []string               // the review of each action, by its number
	flying  atomic.Int64           // creations that are being answered
	caught  int                    // blows that met one
	killed  time.Time              // when the last holder was; zero: an intent was written since
	took    map[string][]time.Duration
}

func newOnslaught(t *testing.T) *onslaught {
	o := &onslaught{server: pgtest.Start(t), running: map[int]replicaProcess{}, took: map[string][]time.Duration{}}
	o.url = o.server.Database(t)
	o.replicas = &replicas{t: t, dir: t.TempDir()}
	var inner http.Handler
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && strings.Contains(r.URL.Path, "/issue") {
			o.flying.Add(1)
			defer o.flying.Add(-1)
			time.Sleep(rand.N(300 * time.Millisecond))       //nolint:gosec // a delay
			defer time.Sleep(rand.N(300 * time.Millisecond)) //nolint:gosec // a delay
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	o.jira = jirafake.New(t, jirafake.Options{Flavour: jirafake.DataCenter, Now: time.Now, Site: front.URL})
	o.jira.AddProject(jirafake.Project{Key: "PAY"})
	o.jira.SetLag(1500 * time.Millisecond)
	inner = o.jira.Handler()
	config := strings.NewReplacer("settle: 1s", "settle: 4s", "report: []", "report: [block, links]").
		Replace(fmt.Sprintf(claimsConfig, "jira: {url: "+front.URL+", token: xyzzy}", "PAY"))
	put(t, filepath.Join(o.dir, "followthrough.yaml"), fmt.Sprintf("store: %s\nlease: %s\nmax_new: 0\npoll: 1s\nweb: {listen: \"\"}\n", o.url, lasts)+config)
	return o
}

func (o *onslaught) starts() {
	o.t.Helper()
	p := o.start()
	o.running[p.Process.Pid] = p
}

// publish puts reviews with four actions each, and one with the rest.
func (o *onslaught) publish(n int) {
	for ; n > 0; n -= 4 {
		var b strings.Builder
		review := filepath.Join(o.dir, "reviews", fmt.Sprintf("%d.md", len(o.written)))
		fmt.Fprintf(&b, "# Outage %d\n\n## Action items\n\n", len(o.written))
		for range min(n, 4) {
			fmt.Fprintf(&b, "- [ ] %s\n", mends(len(o.written)))
			o.written = append(o.written, review)
		}
		put(o.t, review, b.String())
	}
}

func mends(n int) string { return fmt.Sprintf("Mend queue %d", n) }

// normalised is an action's text as the store has it.
func normalised(n int) string { return strings.ToLower(mends(n)) }

// term is who works, as the database tells it.
type term struct {
	epoch int64
	pid   int
	beat  time.Time
	asked int64 // when the last intent was written
}

// dialled tells whether the database is there to be asked.
func (o *onslaught) dialled(ctx context.Context) bool {
	if o.conn == nil {
		o.conn, _ = pgx.Connect(ctx, o.url) // nil where there is none
	}
	return o.conn != nil
}

// now is the term at hand, where somebody holds the lease and the database is there.
func (o *onslaught) now() (v term, held bool) {
	ctx, cancel := context.WithTimeout(o.t.Context(), 5*time.Second)
	defer cancel()
	if !o.dialled(ctx) {
		return v, false
	}
	err := o.conn.QueryRow(ctx, `SELECT epoch, pid, beat, coalesce((SELECT max(asked) FROM intents), 0)
FROM lease WHERE name = 'store' AND until > clock_timestamp()`).Scan(&v.epoch, &v.pid, &v.beat, &v.asked)
	if err != nil {
		_ = o.conn.Close(ctx)
		o.conn = nil
	}
	return v, err == nil
}

// linked are the items in the store, by their actions.
func (o *onslaught) linked() map[string]string {
	o.t.Helper()
	o.within(takesOver, "the store can be read", func() bool { return o.dialled(o.t.Context()) })
	rows, err := o.conn.Query(o.t.Context(), "SELECT text, item_key FROM actions WHERE item_key IS NOT NULL")
	must(o.t, err)
	out := map[string]string{}
	var text, key string
	_, err = pgx.ForEachRow(rows, []any{&text, &key}, func() error { out[text] = key; return nil })
	must(o.t, err)
	return out
}

// until waits for a term of which something is so.
func (o *onslaught) until(most time.Duration, what string, so func(term) bool) (v term) {
	o.t.Helper()
	o.within(most, what, func() bool {
		var held bool
		v, held = o.now()
		return held && so(v)
	}, slices.Collect(maps.Values(o.running))...)
	return v
}

// meets lets one thing happen, with so many actions written meanwhile, and gives the
// term that goes on.
func (o *onslaught) meets(b blow, before term, n int) term {
	o.t.Helper()
	o.publish(n / 3)
	o.until(time.Minute, "an intent", func(v term) bool { return v.asked > before.asked })
	if !o.killed.IsZero() {
		o.took["kill -9, until an intent"] = append(o.took["kill -9, until an intent"], time.Since(o.killed))
		o.killed = time.Time{}
	}
	time.Sleep(b.after / 2)
	o.publish(n - n/3)
	time.Sleep(b.after - b.after/2)
	before = o.until(time.Minute, "a holder", func(v term) bool { return o.running[v.pid].Cmd != nil })
	if o.flying.Load() > 0 {
		o.caught++
	}
	p, from := o.running[before.pid], time.Now()
	goesOn := func(v term) bool { return v.epoch != before.epoch }
	switch b.kind {
	case "kill -9":
		must(o.t, p.Process.Kill())
		_ = p.Wait() // killed
		delete(o.running, before.pid)
		o.starts()
	case "SIGSTOP":
		must(o.t, p.Process.Signal(syscall.SIGSTOP))
	case "server stopped", "server killed":
		map[string]func(testing.TB){"server stopped": o.server.Stop, "server killed": o.server.Kill}[b.kind](o.t)
		time.Sleep(b.lasts)
		o.server.Up(o.t)
		goesOn = func(v term) bool { return v.beat.After(before.beat) }
		from = time.Now()
	case "connections cut":
		o.server.Cut(o.t)
		goesOn = func(v term) bool { return v.beat.After(before.beat) }
	}
	after := o.until(takesOver, "somebody works after: "+b.kind, goesOn)
	kind := b.kind
	switch {
	case b.kind == "kill -9":
		o.killed = from
	case b.kind != "SIGSTOP" && after.epoch != before.epoch:
		kind += ", another goes on"
	}
	o.took[kind] = append(o.took[kind], time.Since(from))
	if b.kind == "SIGSTOP" {
		time.Sleep(b.lasts)
		must(o.t, p.Process.Signal(syscall.SIGCONT))
	}
	return after
}

// figures are the times by what happened.
func (o *onslaught) figures() string {
	var out strings.Builder
	for _, kind := range slices.Sorted(maps.Keys(o.took)) {
		of := slices.Sorted(slices.Values(o.took[kind]))
		fmt.Fprintf(&out, "%s (%d): %d ms at least, %d in the middle, %d at most\n",
			kind, len(of), of[0].Milliseconds(), of[len(of)/2].Milliseconds(), of[len(of)-1].Milliseconds())
	}
	return out.String()
}

// whole wants one issue for each action, linked in the store and in its review.
func (o *onslaught) whole() {
	o.t.Helper()
	keys := map[string][]string{}
	for _, i := range o.jira.Created() {
		keys[i.Summary] = append(keys[i.Summary], i.Key)
	}
	linked := o.linked()
	for n, review := range o.written {
		switch of := keys[mends(n)]; {
		case len(of) != 1:
			o.t.Errorf("%s was made %d times: %v", mends(n), len(of), of)
		case linked[normalised(n)] != of[0]:
			o.t.Errorf("%s: the store links %q, made was %s", mends(n), linked[normalised(n)], of[0])
		default:
			text := read(o.t, review)
			if strings.Count(text, "["+of[0]+"](") != 2 {
				o.t.Errorf("%s: %s is not linked in the line and in the block:\n%s", mends(n), of[0], text)
			}
		}
	}
	if len(keys) != len(o.written) {
		o.t.Errorf("issues of %d names, want %d", len(keys), len(o.written))
	}
}

// Three replicas on a real server, whatever happens to who works and to the server:
// one issue for each action, and none is lost.
func TestReplicasCampaign(t *testing.T) {
	longtest.Only(t)
	t.Parallel()
	seed, actions := uint64(1), 40
	times := map[string]int{"kill -9": 2, "SIGSTOP": 1, "server killed": 1, "connections cut": 1}
	if os.Getenv(replicasHow) == "whole" {
		actions, times = 2000, map[string]int{"kill -9": 40, "SIGSTOP": 10, "server stopped": 1, "server killed": 1, "connections cut": 20}
	}
	if own, err := strconv.ParseUint(os.Getenv(replicasSeed), 10, 64); err == nil {
		seed = own
	}
	schedule := blows(seed, times)
	t.Logf("seed %d, %d actions: %v", seed, actions, schedule)
	end, ends := t.Deadline()
	o := newOnslaught(t)
	for range 3 {
		o.starts()
	}
	v, began := o.until(time.Minute, "one works", func(term) bool { return true }), time.Now()
	for i, b := range schedule {
		if ends && time.Until(end) < 2*time.Minute {
			t.Errorf("the test's -timeout is near: %d of %d things happened", i, len(schedule))
			break
		}
		v = o.meets(b, v, actions*(i+1)/len(schedule)-actions*i/len(schedule))
	}
	o.within(time.Minute, "all is linked", func() bool { return len(o.linked()) == len(o.written) }, slices.Collect(maps.Values(o.running))...)
	for _, p := range o.running {
		must(t, p.Process.Signal(syscall.SIGTERM))
	}
	for _, p := range o.running {
		if err := p.Wait(); err != nil {
			t.Errorf("told to end: %v\n%s", err, p.said)
		}
	}
	says(t, o.synced(), "0 items made, 0 linked")
	o.whole()
	t.Logf("%d actions, %d issues, %s, %d requests; %d of %d things met a creation that was being answered\n%s",
		len(o.written), len(o.jira.Created()), time.Since(began).Round(time.Second), o.jira.Requests(), o.caught, len(schedule), o.figures())
}

package daemon

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/metrics"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/store"
)

// called is a roll with others on it.
type called struct {
	others []store.Replica
	err    error
	held   error
	me     store.Replica
}

func (c *called) Held() error { return c.held }

func (c *called) Appear(_ context.Context, r store.Replica) ([]store.Replica, error) {
	c.me = r
	return c.others, c.err
}

func TestADifferenceIsToldOnce(t *testing.T) {
	var log bytes.Buffer
	reg := prometheus.NewPedanticRegistry()
	d := &daemon{Options: Options{Log: slog.New(slog.NewTextHandler(&log, nil)), Version: "v2"}}
	d.now.Store(&Running{
		Config: &config.Config{Origin: config.Origin{Likeness: "a"}},
		Loop:   &reconcile.Reconciler{Metrics: metrics.New(reg, metrics.Labels{})},
	})
	others := &called{}
	a := d.alike()
	a.roll = others
	look := func(what string, metric string, lines int, say string) {
		t.Helper()
		a.look(t.Context())
		err := testutil.GatherAndCompare(reg, strings.NewReader("# HELP followthrough_configuration_differs Whether another replica on the same store runs with another configuration: 1, or 0.\n"+
			"# TYPE followthrough_configuration_differs gauge\nfollowthrough_configuration_differs "+metric+"\n"), "followthrough_configuration_differs")
		if err != nil || strings.Count(log.String(), "\n") != lines || !strings.Contains(log.String(), say) {
			t.Errorf("%s: %v\n%s", what, err, log.String())
		}
	}
	look("alone", "0", 0, "")
	if others.me.Likeness != "a" || others.me.Version != "v2" || others.me.ID == "" || others.me.PID == 0 {
		t.Errorf("%+v", others.me)
	}
	others.others = []store.Replica{{Host: "one", PID: 7, Version: "v1", Likeness: "a"}}
	look("the same", "0", 0, "")
	others.others = append(others.others, store.Replica{Host: "two", PID: 8, Version: "v1", Likeness: "b"})
	look("for a moment", "1", 0, "")
	look("still", "1", 1, "process 8 on two (v1)")
	look("told", "1", 1, "")
	others.err = errors.New("away")
	look("while nobody knows", "1", 1, "")
	others.err = nil
	d.now.Store(&Running{Config: &config.Config{Origin: config.Origin{Likeness: "b"}}, Loop: d.current().Loop})
	look("now the first one differs", "1", 1, "")
	others.others = others.others[1:]
	look("all the same", "0", 2, "the same configuration again")
	look("told, too", "0", 2, "")
	d.offered.Store(&offer{config: &config.Config{Origin: config.Origin{Likeness: "c"}}})
	look("what is offered is not what works", "0", 2, "")
	others.held = errors.New("stands by")
	look("but it is what would", "1", 2, "")
	if strings.Contains(log.String(), "process 7") {
		t.Errorf("it names one that has the same:\n%s", log.String())
	}
}

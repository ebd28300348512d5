package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

// putBack is a machine on which a store is put back that is some seconds older, and
// a Jira whose searches do not show yet what was made since.
type putBack struct {
	t       *testing.T
	dir     string
	jira    *jirafake.Fake
	runtime string // "": nothing remembers how far the store was
}

// laterActions are made after the copy was taken.
const laterActions = 60

func newPutBack(t *testing.T, runtime bool) *putBack {
	t.Parallel()
	p := &putBack{t: t, dir: t.TempDir(), jira: jirafake.New(t, jirafake.Options{Flavour: jirafake.DataCenter, Now: time.Now})}
	p.jira.AddProject(jirafake.Project{Key: "PAY"})
	if runtime {
		p.runtime = storetest.Runtime(t, p.dir)[0]
		if _, err := os.Stat(p.runtime); err != nil {
			t.Skip("this machine has no directory in memory")
		}
	}
	config := strings.Replace(fmt.Sprintf(claimsConfig, "jira: {url: "+p.jira.URL()+", token: xyzzy}", "PAY"), "settle: 1s", "settle: 4s", 1)
	put(t, filepath.Join(p.dir, "followthrough.yaml"), "max_new: 0\npoll: 1s\nweb: {listen: \"\"}\n"+config)
	p.publish(0, 1)
	return p
}

// publish puts a review with n actions.
func (p *putBack) publish(review, n int) {
	var b strings.Builder
	fmt.Fprintf(&b, "# Outage %d\n\n## Action items\n\n", review)
	for i := range n {
		fmt.Fprintf(&b, "- [ ] Mend part %d of queue %d\n", i, review)
	}
	put(p.t, filepath.Join(p.dir, "reviews", fmt.Sprintf("%d.md", review)), b.String())
}

// command is a process of its own.
func (p *putBack) command(ctx context.Context, args ...string) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.CommandContext(ctx, "followthrough", args...)
	var out bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = p.dir, &out, &out
	cmd.Env = append(os.Environ(), "TEST_RUNTIME="+p.runtime, "FOLLOWTHROUGH_CONFIG=", "FOLLOWTHROUGH_WEB_LISTEN=")
	return cmd, &out
}

func (p *putBack) sync() string {
	p.t.Helper()
	cmd, out := p.command(p.t.Context(), "sync", "--config", "followthrough.yaml")
	if err := cmd.Run(); err != nil {
		p.t.Fatalf("sync: %v\n%s", err, out)
	}
	return out.String()
}

// store is the file of the store.
func (p *putBack) store() string { return filepath.Join(p.dir, "followthrough.db") }

// copied is the store as it is now, and back puts that in the store's place.
func (p *putBack) copied() []byte {
	p.t.Helper()
	b, err := os.ReadFile(p.store())
	must(p.t, err)
	return b
}

func (p *putBack) back(image []byte) {
	p.t.Helper()
	for _, suffix := range []string{"-wal", "-shm"} {
		_ = os.Remove(p.store() + suffix) // where one is left
	}
	must(p.t, os.WriteFile(p.store()+".new", image, 0o600))
	must(p.t, os.Rename(p.store()+".new", p.store()))
}

// once wants one item for each action.
func (p *putBack) once(want int) {
	p.t.Helper()
	made := map[string]int{}
	for _, i := range p.jira.Created() {
		if made[i.Summary]++; made[i.Summary] > 1 {
			p.t.Errorf("%q was made %d times", i.Summary, made[i.Summary])
		}
	}
	if len(made) != want {
		p.t.Errorf("items for %d actions, want %d", len(made), want)
	}
}

// A store that is put back and started at once makes nothing twice, whether
// anything remembers how far it was or not.
func TestStorePutBackMakesNothingTwice(t *testing.T) {
	for name, c := range map[string]struct {
		runtime bool
		says    string
	}{
		"remembered":     {true, "The store was put back: before it makes 60 items in tracks"},
		"not remembered": {false, "This start can't tell whether the store was put back: before it makes 60 items in tracks"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPutBack(t, c.runtime)
			says(t, p.sync(), "The store is new", "1 item made")
			before := p.copied()
			p.jira.SetLag(3 * time.Second)
			for n := range laterActions / 10 {
				p.publish(n+1, 10)
			}
			out := p.sync()
			says(t, out, "60 items made")
			if waited := strings.Contains(out, "before it makes"); waited == c.runtime {
				t.Errorf("nothing was lost, and it waits: %v\n%s", waited, out)
			}
			p.back(before)
			says(t, p.sync(), c.says, "0 items made, 60 linked")
			p.once(1 + laterActions)
			if out := p.sync(); strings.Contains(out, "before it makes") {
				t.Errorf("it waits, and there is nothing to make:\n%s", out)
			}
		})
	}
}

// A store that is replaced under a running daemon is noticed, with nothing that
// remembers it but the daemon.
func TestStoreReplacedUnderADaemon(t *testing.T) {
	p := newPutBack(t, false)
	p.sync()
	before := p.copied()
	p.jira.SetLag(3 * time.Second)
	cmd, out := p.command(t.Context(), "run", "--config", "followthrough.yaml")
	must(t, cmd.Start())
	for n := range laterActions / 10 {
		p.publish(n+1, 10)
	}
	p.until(func() bool { return len(p.jira.Created()) > laterActions })
	p.back(before)
	p.publish(9, 1)
	p.until(func() bool { return len(p.jira.Created()) > laterActions+1 })
	must(t, cmd.Process.Signal(syscall.SIGTERM))
	if err := cmd.Wait(); err != nil {
		t.Errorf("run: %v", err)
	}
	says(t, out.String(), "is another file than was opened", "was put back")
	p.once(2 + laterActions)
	if got := p.sync(); !strings.Contains(got, "0 items made") {
		t.Errorf("the daemon's last words are not in the store that was put back:\n%s", got)
	}
}

func (p *putBack) until(so func() bool) {
	p.t.Helper()
	for end := time.Now().Add(time.Minute); !so(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatal("it does not come to that in a minute")
		}
	}
}

// A store that was made by a clock that was set back since makes its next items one
// settle time later, and says why.
func TestClockSetBack(t *testing.T) {
	file := firstReviews(t, jiraCopier(t, jirafake.DataCenter))
	sync := func(ahead time.Duration) string {
		var out bytes.Buffer
		run(t.Context(), []string{"sync", "--config", file}, terminal.Env{
			In: strings.NewReader(""), Out: &out, Err: &out, Now: func() time.Time { return time.Now().Add(ahead) }, Width: 160,
			Runtime: storetest.Runtime(t, filepath.Dir(file)),
		})
		return out.String()
	}
	says(t, sync(48*time.Hour), "5 reviews written") // no request goes out by a clock that is not the machine's
	says(t, sync(0), "by a clock that was set back since", "The clock was set back: before it makes 5 items in tracks", "5 items made")
	if out := sync(0); strings.Contains(out, "set back") || !strings.Contains(out, "0 items made") {
		t.Errorf("it goes on about it:\n%s", out)
	}
}

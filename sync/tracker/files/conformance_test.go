package files_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/files"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

func TestConformance(t *testing.T) {
	trackertest.Run(t, harness)
}

// harness is a place for the conformance suites.
func harness(t *testing.T) trackertest.Harness {
	p := &people{root: t.TempDir()}
	return trackertest.Harness{
		Open: func(t *testing.T, instance string) tracker.Tracker {
			tr, err := files.New("local", files.Config{Path: p.root}, instance, time.Now)
			must(t, err)
			return tr
		},
		Backlogs: [2]tracker.Backlog{{Project: "payments"}, {Project: "teams/storage"}},
		SetState: p.setState, Reword: p.reword, Move: p.move,
		Delete: func(t *testing.T, id string) { p.cut(t, id) },
		Break:  p.breakPlace, Count: p.count, Raw: p.raw,
	}
}

// Files have no clock, no index, no accounts and no duplicates: what is left of
// following is what a watermark says.
func TestFollowing(t *testing.T) {
	trackertest.RunFollowing(t, func(t *testing.T) trackertest.Following {
		h := harness(t)
		return trackertest.Following{
			Harness: h, Coarse: true, Pass: func(time.Duration) {},
			As: func(t *testing.T, _ time.Duration, _ ...string) tracker.Tracker {
				return h.Open(t, trackertest.Instance)
			},
		}
	})
}

// people are those whose backlogs lie below root.
type people struct{ root string }

func (p *people) all(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(p.root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		out[path] = string(data)
		return err
	})
	must(t, err)
	return out
}

// change rewrites the line that holds the item.
func (p *people) change(t *testing.T, id string, to func(line string) string) {
	t.Helper()
	for path, text := range p.all(t) {
		lines := strings.SplitAfter(text, "\n")
		for i, l := range lines {
			if strings.Contains(l, escaped(id)) {
				lines[i] = to(l)
				must(t, os.WriteFile(path, []byte(strings.Join(lines, "")), 0o644))
				return
			}
		}
	}
	t.Fatalf("no line holds %s", id)
}

// escaped is a key as it stands in a marker.
func escaped(key string) string { return `"key":"` + strings.ReplaceAll(key, "-", `\u002d`) + `"` }

var box = regexp.MustCompile(`^(\s*[-*+] )\[.\]`)

func (p *people) setState(t *testing.T, id string, s review.State, reason string) {
	if s == review.InProgress {
		line := p.cut(t, id)
		p.add(t, "doing.md", "\n## Doing\n\n"+line)
		return
	}
	sign := map[review.State]string{review.Open: " ", review.Done: "x", review.Declined: "-"}[s]
	line := box.ReplaceAllString(p.cut(t, id), "${1}["+sign+"]")
	if reason != "" {
		line = strings.TrimSuffix(line, "\n") + " " + reason + "\n"
	}
	p.add(t, "sorted.md", "\n## Backlog\n\n"+line)
}

func (p *people) reword(t *testing.T, id, title string) {
	p.change(t, id, func(l string) string { return "* [ ] " + title + " " + from(t, l, "<!--") })
}

func (p *people) move(t *testing.T, id string, to tracker.Backlog) {
	p.add(t, to.Project+".md", "- [ ] something of ours\n"+p.cut(t, id))
}

func (p *people) cut(t *testing.T, id string) (line string) {
	t.Helper()
	p.change(t, id, func(l string) string { line = l; return "" })
	return line
}

func (p *people) add(t *testing.T, place, text string) {
	t.Helper()
	path := filepath.Join(p.root, place)
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	must(t, err)
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	must(t, f.Close())
}

func (p *people) breakPlace(t *testing.T) (mend func()) {
	path := filepath.Join(p.root, "payments.md")
	was, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, append([]byte("\xff\xfe"), was...), 0o644))
	return func() {
		must(t, os.WriteFile(path, was, 0o644))
	}
}

func (p *people) count(t *testing.T, m tracker.Marker) (n int) {
	t.Helper()
	sign := fmt.Sprintf(`"action":"%s","generation":%d,`, m.Action, m.Generation)
	for _, text := range p.all(t) {
		for line := range strings.Lines(text) {
			if strings.Contains(line, sign) && strings.Contains(line, `"instance":"`+m.Instance+`"`) {
				n++
			}
		}
	}
	return n
}

func (p *people) raw(t *testing.T) string { return fmt.Sprint(p.all(t)) }

package campaign_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// corpus copies the real post-mortems into the world's folder and returns
// them by path, in the line ends, with the byte-order mark and the endings
// that real documents have.
func corpus(t *testing.T, w *world) map[string][]byte {
	t.Helper()
	found, err := filepath.Glob("../../../shared/corpus/dev/*.md")
	if err != nil || len(found) == 0 {
		t.Skip("the folder ../shared/corpus is absent: nothing to run on")
	}
	out := map[string][]byte{}
	for i, name := range found {
		text, err := os.ReadFile(name)
		must(t, err)
		switch i % 4 { // what the originals do not have
		case 1:
			text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
		case 2:
			text = bytes.TrimRight(text, "\r\n")
		case 3:
			text = append([]byte("\xef\xbb\xbf"), bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))...)
		}
		path := filepath.Base(name)
		w.put("reviews/"+path, string(text))
		out[path] = text
	}
	return out
}

// due are the actions of a reading that get an item.
func due(r review.Review) int {
	n := 0
	for _, a := range r.Actions {
		if !a.Mark.Settled() && a.Ticket == nil {
			n++
		}
	}
	return n
}

func TestCorpusOneItemForEachAction(t *testing.T) {
	longtest.Only(t)
	for _, modes := range [][]review.Mode{{review.ModeBlock}, {review.ModeBlock, review.ModeLinks}} {
		t.Run(join(modes), func(t *testing.T) {
			w := newWorld(t)
			w.rules.Modes = modes
			originals := corpus(t, w)
			want := 0
			for _, text := range originals {
				if r := markdown.Read(text, markdown.Settings{}); r.IsPublished() {
					want += due(r)
				}
			}
			o := w.sync(plan.Request{Now: true})
			for _, s := range o.Steps {
				if s.Result == execute.ResultFailed {
					t.Errorf("%s %s: %v", s.Op, s.Path, s.Err)
				}
			}
			if got := w.items(); got != want || want == 0 {
				t.Errorf("%d items, want %d", got, want)
			}
			w.quiet()
			stripped(t, w, originals)
			tree := w.tree()
			w.forget()
			w.sync(plan.Request{Now: true})
			if got := w.items(); got != want {
				t.Errorf("%d items after the store was lost, want %d", got, want)
			}
			for path, text := range w.tree() {
				was, now := tree[path], text
				if readOtherwiseBefore(text) {
					was, now = withoutDigest(was), withoutDigest(now)
				}
				if was != now {
					t.Errorf("%s changed:\n%s\nwas\n%s", path, text, tree[path])
				}
			}
			w.quiet()
		})
	}
}

// readOtherwiseBefore: a settled action without an item has a title that earlier
// versions read otherwise.
func readOtherwiseBefore(text string) bool {
	return slices.ContainsFunc(markdown.Read([]byte(text), markdown.Settings{}).Actions, func(a review.Action) bool {
		return a.Formerly != "" && a.Mark.Settled() && a.Ticket == nil
	})
}

// withoutDigest is a document without what its block says of its own state. With a
// lost store an action without an item, whose title was read otherwise by earlier
// versions, is known by those words again: its key, and so the digest, is another.
func withoutDigest(text string) string {
	at := strings.Index(text, "<!-- followthrough:begin ")
	if at < 0 {
		return text
	}
	head, rest, _ := strings.Cut(text[at:], " -->")
	return text[:at] + head[:strings.LastIndex(head, " ")] + rest
}

// stripped fails unless every document equals its original once that is taken
// out which followthrough added.
func stripped(t *testing.T, w *world, originals map[string][]byte) {
	t.Helper()
	records := w.records()
	for path, original := range originals {
		rep := plan.WriteBackOf(records[path], w.rules.Modes, func(s string) string { return s })
		for i := range rep.Rows { // as the source links them
			switch item := rep.Rows[i].Item; {
			case item == nil:
			case item.File == "": // the line named it itself
				rep.Rows[i].Item = nil
			default:
				item.URL = "../backlogs/" + item.URL
			}
		}
		if got := markdown.Strip([]byte(w.get("reviews/"+path)), rep); !bytes.Equal(got, original) {
			t.Errorf("%s is not its original: %s", path, firstDifference(string(original), string(got)))
		}
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, min(len(s), i)-60):min(len(s), i+120)] }
	return "\nwas " + cut(a) + "\nnow " + cut(b)
}

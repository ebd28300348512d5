package html

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/frontmatter"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// corpusDir is where the corpus lies beside the work tree.
const corpusDir = "../../../../shared/corpus"

// rendered are the corpus's documents as pages, by name, or the test is skipped.
func rendered(t testing.TB) (docs, pages map[string][]byte) {
	t.Helper()
	files, _ := filepath.Glob(corpusDir + "/*/*.md")
	if len(files) == 0 {
		t.Skipf("the corpus is not here: %s", corpusDir)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	docs, pages = map[string][]byte{}, map[string][]byte{}
	for _, f := range files {
		doc, err := os.ReadFile(f)
		must(t, err)
		end := frontmatter.Find(doc).End
		var page bytes.Buffer
		page.Write(doc[:end]) // as sites keep it, for nothing in a page says it
		must(t, md.Convert(doc[end:], &page))
		docs[filepath.Base(f)], pages[filepath.Base(f)] = doc, page.Bytes()
	}
	return docs, pages
}

// TestRenderedReadsTheSame: a review in Markdown and the page made of it have the
// same actions.
func TestRenderedReadsTheSame(t *testing.T) {
	docs, pages := rendered(t)
	readTheSame(t, docs, pages, 0)
}

// TestPandocReadsTheSame: likewise of pandoc's pages. It breaks lines anew, so the
// one document whose paragraph is a list by its lines alone reads otherwise.
func TestPandocReadsTheSame(t *testing.T) {
	longtest.Only(t)
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skip("pandoc is not here")
	}
	docs, pages := rendered(t)
	for name, doc := range docs {
		cmd := exec.CommandContext(t.Context(), "pandoc", "-f", "gfm", "-t", "html", "-s")
		cmd.Stdin = bytes.NewReader(doc)
		page, err := cmd.Output()
		must(t, err)
		pages[name] = page
	}
	readTheSame(t, docs, pages, 8)
}

func readTheSame(t *testing.T, docs, pages map[string][]byte, most int) {
	t.Helper()
	total, differ := 0, 0
	for name, doc := range docs {
		have := map[string]int{}
		for _, a := range Read(pages[name], actions.Settings{}).Actions {
			have[said(a)]++
		}
		for _, a := range markdown.Read(doc, actions.Settings{}).Actions {
			total++
			if have[said(a)]--; have[said(a)] < 0 {
				differ++
				t.Logf("%s:%d: %s", name, a.Line, said(a))
			}
		}
		for s, n := range have {
			if n > 0 {
				differ++
				t.Logf("%s: only in the page: %s", name, s)
			}
		}
	}
	t.Logf("%d of %d differ", differ, total)
	if differ > most {
		t.Errorf("%d of %d actions differ", differ, total)
	}
}

// said is an action in its words.
func said(a review.Action) string {
	return review.Normalise(a.Title) + " | " + a.Owner + " | " + a.Due + " | " + string(a.Mark) + " | " + a.Ticket.Link()
}

func TestRoundTripOfTheCorpus(t *testing.T) {
	_, pages := rendered(t)
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			form.RoundTrip(t, page, review.ModeBlock)
			form.RoundTrip(t, page, review.ModeBlock, review.ModeLinks)
		})
	}
}

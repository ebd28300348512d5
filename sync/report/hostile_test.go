package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/export"
	"github.com/followthrough/followthrough/sync/report/reporttest"
)

// hostile is the report of hostile reviews in one format.
func hostile(t *testing.T, by report.By, write func(io.Writer, report.Report) error) (report.Report, []byte) {
	t.Helper()
	facts, words := reporttest.Hostile(t)
	r := report.Make(facts, options(by)).With(words)
	var b bytes.Buffer
	must(t, write(&b, r))
	for _, c := range b.String() {
		if c != '\n' && c != '\u2060' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c)) {
			t.Errorf("by %s: %q is there", by, c)
			break
		}
	}
	if strings.Contains(b.String(), strings.Repeat("x", 200)) {
		t.Errorf("by %s: ten thousand characters are not cut", by)
	}
	return r, b.Bytes()
}

// Markdown stays what the sheet says: its headings, its tables, links to the
// web, and no HTML, image or code.
func TestHostileMarkdown(t *testing.T) {
	for _, by := range report.Groupings() {
		r, out := hostile(t, by, report.Markdown)
		doc := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser().Parse(text.NewReader(out))
		headings, rows := 1, 0
		var count func(report.Section)
		count = func(s report.Section) {
			headings, rows = headings+1, rows+len(s.Table.Rows)
			for _, p := range s.Parts {
				count(p)
			}
		}
		for _, s := range r.Sheet().Sections {
			count(s)
		}
		_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering {
				return ast.WalkContinue, nil
			}
			switch n := n.(type) {
			case *ast.Heading:
				headings--
			case *east.TableRow:
				rows--
				if n.ChildCount() != n.Parent().FirstChild().ChildCount() {
					t.Errorf("by %s: a row of %d cells", by, n.ChildCount())
				}
			case *ast.Link:
				if !strings.HasPrefix(string(n.Destination), "https://git.example.test/") {
					t.Errorf("by %s: it links %s", by, n.Destination)
				}
			case *ast.RawHTML, *ast.HTMLBlock, *ast.Image, *ast.FencedCodeBlock, *ast.CodeBlock, *ast.Emphasis, *east.Strikethrough, *ast.AutoLink:
				t.Errorf("by %s: there is a %s", by, n.Kind())
			case *ast.CodeSpan:
				if code := string(n.FirstChild().(*ast.Text).Segment.Value(out)); !strings.HasPrefix(code, "followthrough ") && !strings.HasPrefix(code, "--team") && !strings.HasPrefix(code, "create:") && code != "auto" {
					t.Errorf("by %s: somebody else's code: %s", by, code)
				}
			}
			return ast.WalkContinue, nil
		})
		if headings != 0 || rows != 0 {
			t.Errorf("by %s: %d headings and %d rows are missing", by, headings, rows)
		}
		if strings.Contains(string(out), "@SUM") {
			t.Errorf("by %s: somebody is called", by)
		}
	}
}

// No cell of the CSV is a formula, and no text makes a row or a column.
func TestHostileCSV(t *testing.T) {
	for _, by := range report.Groupings() {
		r, out := hostile(t, by, export.CSV)
		rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll() // all rows of one length
		must(t, err)
		if len(rows) != len(r.Groups)+2 {
			t.Errorf("by %s: %d rows for %d groups", by, len(rows), len(r.Groups))
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") || strings.HasPrefix(cell, "＝") {
					t.Errorf("by %s: a spreadsheet computes %q", by, cell)
				}
			}
		}
	}
}

func TestHostileJSON(t *testing.T) {
	for _, by := range report.Groupings() {
		_, out := hostile(t, by, export.JSON)
		var doc struct {
			Waiting []struct {
				First []struct {
					Review struct{ Review string }
				}
			}
		}
		if err := json.Unmarshal(out, &doc); err != nil {
			t.Fatalf("by %s: %v", by, err)
		}
		path := "a\u202eb\u2066c\u200bd.md" // as the store has it: programs ask for it by that
		if !slices.ContainsFunc(doc.Waiting[0].First, func(a struct{ Review struct{ Review string } }) bool {
			return strings.HasSuffix(a.Review.Review, path)
		}) {
			t.Errorf("by %s: no review's path ends in %q", by, path)
		}
		if strings.Contains(string(out), "javascript:alert(1)\"") && strings.Contains(string(out), `"url": "javascript`) {
			t.Errorf("by %s: an address that runs", by)
		}
	}
}

// Pasted into an issue, a report calls nobody and writes itself into no other
// issue: forges act on handles and on numbers with their sign.
func TestMarkdownCallsNobody(t *testing.T) {
	for title, want := range map[string]string{
		"Ask @octo, see #12":  "Ask @\u2060octo, see #\u206012",
		"a@b.example":         "a@\u2060b.example",
		"acme/shop#7 and !12": "acme/shop#\u20607 and !12",
		"C# 12 at @ noon":     "C# 12 at @ noon",
	} {
		r := one()
		r.Title = title
		var b bytes.Buffer
		must(t, report.Markdown(&b, report.Make([]report.Review{r}, options(report.ByReview))))
		if !strings.Contains(b.String(), "| "+want+" |") {
			t.Errorf("%q is not %q in\n%s", title, want, b.String())
		}
	}
}

package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/text"
)

// fill repeats a text up to a size.
func fill(unit string, size int) string { return strings.Repeat(unit, size/len(unit)) }

// staircase is a list nested one level deeper with each line, up to the depth,
// over and over.
func staircase(depth, size int) string {
	var one, b strings.Builder
	for i := range depth {
		fmt.Fprintf(&one, "%s- level %d\n", strings.Repeat("  ", i), i)
	}
	for b.Len()+one.Len() < size {
		b.WriteString(one.String())
	}
	return b.String()
}

// hostile are documents of about the size that were made to be slow.
func hostile(size int) map[string]string {
	head := "# Review\n\n## Action items\n\n"
	docs := map[string]string{
		"list":             fill("- [ ] add an alert on the queue (payments team)\n", size),
		"one line":         fill("word ", size),
		"one word":         fill("x", size),
		"quotes":           fill("> ", size),
		"quoted lines":     fill("> > > > > > > > text\n", size),
		"deep quotes":      fill(strings.Repeat(">", 99)+" x\n", size),
		"markers":          fill("- ", size),
		"marker lines":     fill(fill("- ", 90)+"x\n", size),
		"staircase":        staircase(95, size),
		"table row":        "| a | b |\n| - | - |\n" + fill("| x ", size),
		"table columns":    fill("| x ", 2000) + "\n" + fill("| - ", 2000) + "\n" + fill(fill("| x ", 2000)+"|\n", size),
		"short rows":       fill("| x ", 2000) + "\n" + fill("| - ", 2000) + "\n" + fill("| x\n", size),
		"table rows":       "| Action | Owner |\n| - | - |\n" + fill("| add an alert | payments |\n", size),
		"brackets":         fill("[", size),
		"bracket lines":    fill("[a\n", size),
		"links":            fill("[a](", size),
		"link lines":       fill("- [a](b) c\n", size),
		"bracket cells":    fill("[a](b | ", size),
		"images":           fill("![a", size),
		"emphasis":         fill("*a **b ", size),
		"emphasis 2":       fill("a*b_c", size),
		"stars":            fill("*", size),
		"unders":           fill("_a ", size),
		"strikes":          fill("~~a ~b ", size),
		"backticks":        fill("`", size),
		"growing ticks":    growing("`", size),
		"tick words":       fill("`a ``b ", size),
		"angles":           fill("<a ", size),
		"angle lines":      fill("<a href=\"\n", size),
		"comments":         fill("<!-- a ", size),
		"inline comments":  fill("a <!-- ", size),
		"closed comments":  fill("<!-- a -->\n", size),
		"inst":             fill("a <? b ", size),
		"cdata":            fill("a <![CDATA[ ", size),
		"entities":         fill("&amp;&#35;&", size),
		"definitions":      fill("[a]: b\n", size),
		"many definitions": definitions(size),
		"headings":         fill("# a\n", size),
		"action headings":  fill("## Action items\n- a b c d\n", size),
		"setext":           fill("a\n=\n", size),
		"long setext":      fill("a b\n", size) + "===\n",
		"fences":           fill("```\n", size),
		"indents":          fill("    a\n", size),
		"spaces":           fill(" ", size),
		"blank lines":      fill("\n", size),
		"tabs":             fill("\t", size),
		"escapes":          fill("\\[", size),
		"html tables":      fill("<table><tr><td>a</td></tr></table>\n", size),
		"open cells":       "<table>" + fill("<tr><td>", size),
		"front":            "---\n" + fill("a: b\n", size),
		"front lists":      "---\na: " + fill("[", 60000) + "\n---\n",
		"front maps":       "---\n" + fill("{a: ", 60000) + "\n---\n",
		"urls":             fill("https://a.b/c ", size),
		"one url":          "https://" + fill("a)", size),
		"schemes":          fill("://", size),
		"marks":            fill("<!-- followthrough:begin aaaabbbbcccc 1 -->\n\n", size),
		"mail":             fill("a@b.c ", size),
		"open links":       fill("[a](<b", size),
		"titles":           fill("[a](b \"", size),
		"numbers":          fill("1. a\n", size),
		"bold labels":      fill("**Action items**\n\n", size),
		"bold items":       fill("- **Actions**:\n  - a b c\n", size),
		"holes":            fill("${a} {{b}} <c> ", size),
		"dates":            fill("due 2026-01-01 ", size),
		"handles":          fill("@a/b, ", size),
		"parens":           fill("- a (b) (c) (d) [e]\n", size),
		"nested parens":    "- a " + fill("(", size),
		"crs":              fill("- a\r", size),
		"nul":              fill("- a\x00\n", size),
	}
	out := map[string]string{}
	for name, d := range docs {
		out[name] = d
		if !strings.HasPrefix(d, "---") {
			out["section of "+name] = head + d
		}
	}
	return out
}

func growing(sign string, size int) string {
	var b strings.Builder
	for i := 1; b.Len() < size; i++ {
		b.WriteString(strings.Repeat(sign, i) + " ")
	}
	return b.String()
}

func definitions(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "[a%d]: b\n\n- [a%d] c\n\n", i, i)
	}
	return b.String()
}

// pace is how long the bare parser takes for a harmless document of the size
// right now: a busy machine is slower for both.
func pace(size int) time.Duration {
	doc := []byte(fill("- [ ] add an alert on the queue (payments team)\n", size))
	start := time.Now()
	goldmark.DefaultParser().Parse(text.NewReader(doc))
	return time.Since(start)
}

// TestHostile: a document made to be slow is read in less than two seconds
// (on a busy machine sixty times the bare parse of a harmless one, in the best
// of three), or refused with a word that says why.
func TestHostile(t *testing.T) {
	size := 1 << 17
	if raceDetector {
		size = 1 << 14
	}
	for name, doc := range hostile(size) {
		t.Run(name, func(t *testing.T) { inTime(t, []byte(doc)) })
	}
}

// TestHostileMegabyte: the same for whole megabytes of the plainest kinds.
func TestHostileMegabyte(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("a megabyte at a time takes long")
	}
	docs := hostile(1<<20 - 100)
	for _, name := range []string{"list", "one line", "quotes", "table row", "brackets", "staircase", "numbers", "bold labels", "links", "urls", "many definitions"} {
		t.Run(name, func(t *testing.T) { inTime(t, []byte(docs["section of "+name])) })
	}
}

func inTime(t *testing.T, doc []byte) {
	t.Helper()
	for try := 1; ; try++ {
		limit := max(2*time.Second, 60*pace(len(doc)))
		start := time.Now()
		v := Read(doc, Settings{})
		took := time.Since(start)
		if took <= limit {
			return
		}
		if try == 3 {
			t.Fatalf("took %s, at most %s (%d actions, %q)", took, limit, len(v.Actions), v.BlockProblem)
		}
	}
}

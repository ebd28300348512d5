package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
)

// fill repeats a text up to a size.
func fill(unit string, size int) string { return strings.Repeat(unit, size/len(unit)) }

// staircase is a list nested one level deeper with each line, up to the depth,
// over and over.
func staircase(depth, size int) string {
	var one strings.Builder
	for i := range depth {
		fmt.Fprintf(&one, "%s- level %d\n", strings.Repeat("  ", i), i)
	}
	return fill(one.String(), size+one.Len())[:size]
}

// hostile are documents of about the size that were made to be slow.
func hostile(size int) map[string]string {
	head := "# Review\n\n## Action items\n\n"
	docs := map[string]string{
		"list":              fill("- [ ] add an alert on the queue (payments team)\n", size),
		"one line":          fill("word ", size),
		"one word":          fill("x", size),
		"quotes":            fill("> ", size),
		"quoted lines":      fill("> > > > > > > > text\n", size),
		"deep quotes":       fill(strings.Repeat(">", 99)+" x\n", size),
		"markers":           fill("- ", size),
		"marker lines":      fill(fill("- ", 90)+"x\n", size),
		"staircase":         staircase(95, size),
		"table row":         "| a | b |\n| - | - |\n" + fill("| x ", size),
		"table columns":     fill("| x ", 2000) + "\n" + fill("| - ", 2000) + "\n" + fill(fill("| x ", 2000)+"|\n", size),
		"short rows":        fill("| x ", 2000) + "\n" + fill("| - ", 2000) + "\n" + fill("| x\n", size),
		"table rows":        "| Action | Owner |\n| - | - |\n" + fill("| add an alert | payments |\n", size),
		"brackets":          fill("[", size),
		"bracket lines":     fill("[a\n", size),
		"links":             fill("[a](", size),
		"link lines":        fill("- [a](b) c\n", size),
		"bracket cells":     fill("[a](b | ", size),
		"images":            fill("![a", size),
		"emphasis":          fill("*a **b ", size),
		"emphasis 2":        fill("a*b_c", size),
		"stars":             fill("*", size),
		"unders":            fill("_a ", size),
		"strikes":           fill("~~a ~b ", size),
		"backticks":         fill("`", size),
		"growing ticks":     growing("`", size),
		"tick words":        fill("`a ``b ", size),
		"angles":            fill("<a ", size),
		"angle lines":       fill("<a href=\"\n", size),
		"comments":          fill("<!-- a ", size),
		"inline comments":   fill("a <!-- ", size),
		"closed comments":   fill("<!-- a -->\n", size),
		"inst":              fill("a <? b ", size),
		"cdata":             fill("a <![CDATA[ ", size),
		"entities":          fill("&amp;&#35;&", size),
		"definitions":       fill("[a]: b\n", size),
		"many definitions":  definitions(size),
		"headings":          fill("# a\n", size),
		"action headings":   fill("## Action items\n- a b c d\n", size),
		"setext":            fill("a\n=\n", size),
		"long setext":       fill("a b\n", size) + "===\n",
		"fences":            fill("```\n", size),
		"indents":           fill("    a\n", size),
		"spaces":            fill(" ", size),
		"blank lines":       fill("\n", size),
		"tabs":              fill("\t", size),
		"escapes":           fill("\\[", size),
		"html tables":       fill("<table><tr><td>a</td></tr></table>\n", size),
		"open cells":        "<table>" + fill("<tr><td>", size),
		"front":             "---\n" + fill("a: b\n", size),
		"front lists":       "---\na: " + fill("[", 60000) + "\n---\n",
		"front maps":        "---\n" + fill("{a: ", 60000) + "\n---\n",
		"urls":              fill("https://a.b/c ", size),
		"one url":           "https://" + fill("a)", size),
		"schemes":           fill("://", size),
		"marks":             fill("<!-- followthrough:begin aaaabbbbcccc 1 -->\n\n", size),
		"mail":              fill("a@b.c ", size),
		"open links":        fill("[a](<b", size),
		"titles":            fill("[a](b \"", size),
		"numbers":           fill("1. a\n", size),
		"bold labels":       fill("**Action items**\n\n", size),
		"bold items":        fill("- **Actions**:\n  - a b c\n", size),
		"holes":             fill("${a} {{b}} <c> ", size),
		"dates":             fill("due 2026-01-01 ", size),
		"handles":           fill("@a/b, ", size),
		"parens":            fill("- a (b) (c) (d) [e]\n", size),
		"nested parens":     "- a " + fill("(", size),
		"crs":               fill("- a\r", size),
		"footnotes":         fill("- a[^1] b\n", size),
		"one line of them":  fill("a[^1] ", size),
		"definitions of":    fill("[^1]: a\n", size),
		"inline notes":      fill("a^[b ", size),
		"plain notes":       "[1] a\n\n" + fill("b[1] ", size),
		"carets":            fill("a ^bcdef ", size),
		"attributes":        fill("- a {#b}\n", size),
		"attribute lines":   fill("- a\n{: .b}\n", size),
		"one line of those": fill("[a]{.b} ", size),
		"open attributes":   fill("{#a ", size),
		"shortcodes":        fill("{{< a >}} ", size),
		"open shortcodes":   fill("{{< a ", size),
		"linked codes":      fill("[a]({{< b >}}) ", size),
		"task signs":        fill("📅 2026-12-01 ", size),
		"task lines":        fill("- a ⏫ 📅 2026-12-01\n", size),
		"dataview":          fill("[a:: b] ", size),
		"mentions":          fill("<@U123> ", size),
		"mail links":        fill("[Bo Sample](mailto:b@c.dd) ", size),
		"mail lines":        fill("- [Bo Sample](mailto:b@c.dd) a b\n", size),
		"names":             fill("Bo Sample, ", size),
		"named mail":        fill("- Alert on Bo Sample <bo@example.test>\n", size),
		"ballots":           fill("- ☒ a b c\n", size),
		"tags at":           "<table><tr><td>" + fill("<at>a ", size),
		"box references":    "[x]: a\n\n" + fill("- [x] b c d\n", size),
		"starred boxes":     fill("- [*] a *b* c\n", size),
		"nul":               fill("- a\x00\n", size),
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

// parts is how many small documents are compared with one large one.
const parts = 8

// TestHostile: a document made to be slow costs no more for being long: one of
// a size takes at most six times what eight of an eighth of it take, where
// something quadratic takes eight times; and per byte no more than harmless
// costs harmless times what a plain list costs. What is refused costs nothing.
func TestHostile(t *testing.T) {
	longtest.Only(t)
	if raceDetector {
		t.Skip("the race detector's own costs hide those of reading")
	}
	size := 1 << 17
	small, large := hostile(size/parts), hostile(size)
	plain := plainList(size)
	for name := range large {
		t.Run(name, func(t *testing.T) { grows(t, small[name], large[name], plain) })
	}
}

func plainList(size int) string {
	return "# Review\n\n## Action items\n\n" + fill("- [ ] add an alert on the queue (payments team)\n", size)
}

const (
	growth   = 6  // times what the small ones take together
	harmless = 40 // times what a plain list of the size takes
)

// grows compares processor time, which a busy machine does not stretch, in the
// best of three tries.
func grows(t *testing.T, small, large, plain string) {
	t.Helper()
	for try := 1; ; try++ {
		whole := cost(large, 1)
		if whole < 20*time.Millisecond {
			return // too little to compare
		}
		pieces, usual := cost(small, parts), cost(plain, 1)
		if whole <= growth*pieces && whole <= harmless*usual {
			return
		}
		if try == 3 {
			t.Fatalf("took %s; in %d pieces %s, a plain list %s", whole, parts, pieces, usual)
		}
	}
}

// cost is the processor time that reading a document n times takes.
func cost(doc string, n int) time.Duration {
	start := processorTime()
	for range n {
		Read([]byte(doc), Settings{})
	}
	return processorTime() - start
}

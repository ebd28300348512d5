package html

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shape is a page as nested words: (ul (li "a")).
func shape(doc string, n *node) string {
	var b strings.Builder
	for c := n.first; c != nil; c = c.next {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		switch c.tag {
		case isText:
			if strings.TrimSpace(c.text) != "" {
				b.WriteString(`"` + strings.TrimSpace(c.text) + `"`)
			}
		case isComment:
			b.WriteString("!")
		default:
			b.WriteString("(" + strings.TrimSpace(c.tag+" "+shape(doc, c)) + ")")
		}
	}
	return strings.TrimSpace(b.String())
}

// What HTML leaves out is implied as browsers do; what is nested wrongly ends
// with what holds it.
func TestParse(t *testing.T) {
	for doc, want := range map[string]string{
		"<p>a<p>b<ul><li>c<li>d</ul>e":                       `(p "a") (p "b") (ul (li "c") (li "d")) "e"`,
		"<ul><li>a<ul><li>b</ul><li>c</ul>":                  `(ul (li "a" (ul (li "b"))) (li "c"))`,
		"<table><tr><td>a<td>b<tr><th>c</table>d":            `(table (tr (td "a") (td "b")) (tr (th "c"))) "d"`,
		"<table><tbody><tr><td><p>a</table>b":                `(table (tbody (tr (td (p "a"))))) "b"`,
		"<dl><dt>a<dd>b<dt>c</dl>":                           `(dl (dt "a") (dd "b") (dt "c"))`,
		"<h2>a</h3>b<h2>c<h3>d":                              `(h2 "a") "b" (h2 "c") (h3 "d")`,
		"<b>a<p>b</b>c</p>d":                                 `(b "a" (p "b" "c") "d")`,
		"a</p></b></table>b":                                 `"a" "b"`,
		"<script>if (a<b) '<li>'</script>a":                  `(script) "a"`,
		"<title>a <b></title><textarea><li></textarea>":      `(title "a <b>") (textarea "<li>")`,
		"a<br>b<br/>c<img src=x>d</br>e":                     `"a" (br) "b" (br) "c" (img) "d" (br) "e"`,
		"<html><head><meta name=a><title>t</title><p>b":      `(html (head (meta) (title "t")) (p "b"))`,
		"<svg><path/><path/><g/></svg><p>a":                  `(svg (path) (path) (g)) (p "a")`,
		"<li>a<div><li>b</div>":                              `(li "a" (div)) (li "b")`,
		"<!-- <li>a --><p>b<!doctype x>":                     `! (p "b")`,
		"<a href=x>a<a href=y>b</a>":                         `(a "a") (a "b")`,
		"<li>a</li>b</li>":                                   `(li "a") "b"`,
		"<table><tr><td><table><tr><td>a</table>b</td></tr>": `(table (tr (td (table (tr (td "a"))) "b")))`,
	} {
		p, err := parse([]byte(doc))
		must(t, err)
		got := strings.Join(strings.Fields(shape(doc, p.root)), " ")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", doc, diff)
		}
	}
}

// Every element's bytes hold its start tag and all of its children.
func checkPlaces(t *testing.T, p *parser) {
	t.Helper()
	if p.torn >= 0 {
		return // what ends the document belongs to nothing
	}
	walk(p.root, func(n *node) bool {
		up := n.parent
		if n.from > n.open || n.open > n.close || n.close > n.to || n.to > len(p.doc) || up != p.root && (n.from < up.open || n.to > up.close) {
			t.Fatalf("%s: %d %d %d %d in %s %d %d", n.tag, n.from, n.open, n.close, n.to, up.tag, up.open, up.close)
		}
		return true
	})
}

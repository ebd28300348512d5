package html

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	net "golang.org/x/net/html"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// escape writes words so that HTML shows them as they are, on one line.
func escape(words string) string { return net.EscapeString(mdedit.Line(words)) }

// address writes where a link leads; "": a browser might run it, for it has
// another scheme than those of the web.
func address(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	var b strings.Builder
	for i := range len(to) {
		if c := to[i]; c <= ' ' || c == 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return net.EscapeString(b.String())
}

// link is a link as we write it; title "": none. "": it leads nowhere.
func link(words, to, title string) string {
	if address(to) == "" {
		return ""
	}
	if title != "" {
		title = ` title="` + escape(title) + `"`
	}
	return `<a href="` + address(to) + `"` + title + ">" + escape(words) + "</a>"
}

var (
	anyLink = regexp.MustCompile(`(?i)<a\s(?:[^<>]{0,500}?\s)?href\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')[^<>]{0,500}>([^<>]*)</a\s*>`)
	anyTag  = regexp.MustCompile(`<[^<>]*>`)
)

// links are those of a piece of HTML whose words hold no further element.
func links(text string) []writeback.Link {
	var out []writeback.Link
	for _, m := range anyLink.FindAllStringSubmatchIndex(text, -1) {
		l := writeback.Link{From: m[0], To: m[1], Text: shown(text[m[6]:m[7]])}
		for _, at := range [][2]int{{m[2], m[3]}, {m[4], m[5]}} {
			if at[0] >= 0 {
				l.URL = text[at[0]:at[1]]
			}
		}
		out = append(out, l)
	}
	return out
}

// shown is a piece of HTML as its readers see it, on one line.
func shown(text string) string {
	return mdedit.Line(net.UnescapeString(anyTag.ReplaceAllString(text, "")))
}

// beginMark and endMark bound our block, as in Markdown.
const (
	beginMark = "followthrough:begin"
	endMark   = "followthrough:end"
)

// render is our block, from its begin mark to its end mark; "": no actions, no
// block.
func render(r review.WriteBack, eol string) string {
	rows := writeback.Shown(r.Rows)
	if len(rows) == 0 {
		return ""
	}
	lines := []string{
		"<!-- " + strings.TrimRight(beginMark+" "+string(r.Review)+" "+r.Digest, " ") + " -->",
		"<h2>Follow-through</h2>",
		"<p>" + escape(writeback.Said(r)) + "</p>",
		"<table>",
		"<thead><tr><th>Action</th><th>Team</th><th>Item</th><th>State</th></tr></thead>",
		"<tbody>",
	}
	for _, row := range rows {
		lines = append(lines, rowOf(row))
	}
	return strings.Join(append(lines, "</tbody>", "</table>", "<!-- "+endMark+" -->"), eol)
}

func rowOf(row review.Row) string {
	cut := func(words string) string { return escape(mdedit.Cut(mdedit.Line(words), writeback.MaxCell)) }
	code := func(words string) string { return "<code>" + escape(strings.Trim(words, "`")) + "</code>" }
	state := writeback.State(row, writeback.MaxCell, escape, code)
	title := writeback.Title(row, writeback.MaxCell, escape, code)
	return "<tr><td>" + strings.Join([]string{title, cut(row.Team), itemLink(row), state}, "</td><td>") + "</td></tr>"
}

// itemLink is the row's link.
func itemLink(row review.Row) string {
	if row.Item == nil {
		return ""
	}
	url := address(row.Item.URL)
	words, title := writeback.ItemLink(row, url)
	if url == "" {
		return escape(words)
	}
	return link(words, row.Item.URL, title)
}

// insert is a block with the line end that is ours: behind it where it begins a
// line of its own, else before it.
func insert(doc []byte, at int, block, eol string) string {
	if at > 0 && doc[at-1] != '\n' && doc[at-1] != '\r' {
		return eol + block
	}
	return block + eol
}

// extent widens the bounds of a block by that line end.
func extent(doc []byte, from, to int) (int, int) {
	rest := doc[to:]
	switch {
	case strings.HasPrefix(string(rest[:min(2, len(rest))]), "\r\n"):
		return from, to + 2
	case len(rest) > 0 && (rest[0] == '\n' || rest[0] == '\r'):
		return from, to + 1
	case from > 1 && doc[from-2] == '\r' && doc[from-1] == '\n':
		return from - 2, to
	case from > 0 && (doc[from-1] == '\n' || doc[from-1] == '\r'):
		return from - 1, to
	}
	return from, to
}

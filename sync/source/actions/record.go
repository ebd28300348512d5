package actions

import (
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/audience"
	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/publication"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// record reads what the document says of itself.
func (o *outline) record() review.Review {
	meta := o.doc.Matter.Meta()
	front := len(meta) > 0
	lines := lineMeta(o, meta)
	if len(o.set.Restricted) > 0 {
		for k, v := range audience.Lines(o.head(), o.set.Restricted) {
			meta[lineKey+k] = v
		}
	}
	v := review.Review{Kind: review.Incident, Meta: meta, Text: o.doc.Text}
	v.Flaws = publication.Flaws(o.doc.Matter, o.set.asked())
	v.NotBefore = publication.NotBefore(o.doc.Matter, lines, o.set.keysFor("published"))
	get := func(field string) []string { return lookup(meta, o.set.keysFor(field)) }
	v.Title = firstOf(lookup(meta, o.set.keysFor("title")))
	if l := o.titleLabel(); v.Title == "" && l != nil {
		v.Title = l.full.Text
	}
	v.Severity = firstOf(get("severity"))
	v.Services = splitList(get("services"))
	v.Labels = splitList(get("labels"))
	v.Team = words.Owner(firstOf(get("team")))
	v.Owner = words.Owner(firstOf(get("owner")))
	v.Kind = kindOf(v, append(get("kind"), v.Labels...))
	posted := postedOn(meta, front)
	dates(&v, get, posted)
	if v.Published = published(o, v, lines); v.Published == nil && !posted.IsZero() {
		yes := true
		v.Published = &yes
	}
	return v
}

// lineKey stands before the keys of what only a line in some markup gives, which
// nothing but the question who may see the review is asked of.
const lineKey = "line."

// head is the document up to the first place for actions.
func (o *outline) head() string {
	text := o.doc.Text
	for _, l := range o.labels {
		if l.section() != nil && l.node.At >= 0 {
			return text[:min(len(text), l.node.At)]
		}
	}
	return text
}

func lookup(meta map[string][]string, keys []string) []string {
	if len(meta) == 0 {
		return nil
	}
	for _, k := range keys {
		if v := meta[k]; len(v) > 0 {
			return v
		}
	}
	return nil
}

func firstOf(values []string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && !words.IsPlaceholder(v) {
			return v
		}
	}
	return ""
}

// splitList takes lists written in one value apart.
func splitList(values []string) []string {
	var out []string
	for _, v := range values {
		for _, part := range strings.FieldsFunc(v, func(c rune) bool { return strings.ContainsRune(",;、，\n", c) }) {
			if part = strings.Trim(part, " \t`\"'"); part != "" && !words.IsPlaceholder(part) {
				out = append(out, part)
			}
		}
	}
	return out
}

// titleLabel is the first heading of level one that is no metadata, or one of
// another level at the very top that announces nothing; nil: there is none.
func (o *outline) titleLabel() *label {
	for i, l := range o.labels {
		if isKeyLabel(l) {
			continue
		}
		if l.rank == 1 || i == 0 && l.rank <= 6 && l.class == words.ClassNeutral && !o.startsBefore(l) {
			return l
		}
	}
	return nil
}

// startsBefore: text stands before the label.
func (o *outline) startsBefore(l *label) bool {
	return len(o.parts) > 0 && o.parts[0].node.At < l.node.At
}

// isKeyLabel: the heading is a key with its value, names the record's keys, or
// is one that every review has ("Overview").
func isKeyLabel(l *label) bool {
	if l.class != words.ClassNeutral && words.Count(l.text) <= 2 {
		return true
	}
	key, _, _ := strings.Cut(l.full.Text, ":")
	key = strings.ToLower(strings.TrimSpace(key))
	return strings.HasSuffix(strings.TrimSpace(l.full.Text), ":") || key == "metadata" || strings.Contains(l.full.Text, ":") && words.IsRecordKey(key)
}

func kindOf(v review.Review, signs []string) review.Kind {
	for _, s := range append(signs, v.Title) {
		s = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(s, "-", " "), "_", " "))
		for _, w := range []string{"near miss", "nearmiss", "close call", "cuasi accidente", "casi incidente", "quase incidente", "presqu'accident", "presque accident", "beinaheunfall", "beinahe", "quasi incidente", "ヒヤリハット", "未遂", "险情", "险肇"} {
			if strings.Contains(s, w) {
				return review.NearMiss
			}
		}
	}
	return review.Incident
}

// dates sets the incident's day, the day of publication, and the earliest day
// known but for that.
func dates(v *review.Review, get func(string) []string, posted time.Time) {
	titled, _ := words.Day(v.Title)
	for _, t := range get("date") {
		if d, ok := words.Day(t); ok && !d.Equal(posted) {
			v.Date = d
			break
		}
	}
	if v.Date.IsZero() {
		v.Date = titled
	}
	for _, t := range get("published") {
		if d, ok := words.Day(t); ok {
			v.PublishedAt = d
			break
		}
	}
	if v.PublishedAt.IsZero() {
		v.PublishedAt = posted
	}
	v.Earliest = earlier(v.Date, titled)
}

// postedOn is the day of a dated post of a blog, as its front matter gives it
// in its path, or as its date where its layout is a post's; zero: it is none.
func postedOn(meta map[string][]string, front bool) time.Time {
	if !front {
		return time.Time{}
	}
	for _, k := range []string{"path", "permalink", "url", "slug"} {
		if d, ok := words.Day(firstOf(meta[k])); ok {
			return d
		}
	}
	if layout := strings.ToLower(firstOf(meta["layout"])); strings.Contains(layout, "post") || strings.Contains(layout, "blog") {
		if d, ok := words.Day(firstOf(meta["date"])); ok {
			return d
		}
	}
	return time.Time{}
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// maxMetaParts is how many blocks at the top may hold "Key: value".
const maxMetaParts = 20

// lineMeta adds the lines "Key: value" before and in the first sections, the
// rows of definition tables, and headings whose text below is one line; what
// they say is the result. Front matter counts before them, but for what makes a
// review restricted: there each of them does.
func lineMeta(o *outline, meta map[string][]string) map[string][]string {
	m := map[string][]string{}
	for _, l := range o.labels[:min(len(o.labels), 12)] {
		metaLine(m, l.full.Text)
	}
	seen := 0
	for _, p := range o.parts {
		if p.under.section() != nil {
			continue
		}
		if seen++; seen > maxMetaParts {
			break
		}
		switch p.node.Kind {
		case document.Paragraph:
			paragraphMeta(p, m)
		case document.List:
			for _, item := range p.node.Blocks {
				if head := item.Head(); head != nil && len(head.Lines) <= 3 {
					metaLines(head, m)
				}
			}
		case document.Table:
			tableMeta(p.node.Grid, m)
		}
	}
	for k, v := range m {
		if len(meta[k]) == 0 || slices.ContainsFunc(o.set.Restricted, func(key string) bool { return review.Fold(key) == k }) {
			meta[k] = append(meta[k], v...)
		}
	}
	return m
}

// paragraphMeta takes a paragraph's lines "Key: value", or all of a one-line
// paragraph as the value of the label above it.
func paragraphMeta(p part, m map[string][]string) {
	metaLines(p.node, m)
	if l := p.under; l != nil && len(p.node.Lines) == 1 && p.node.To-p.node.From < 200 && words.Count(l.text) <= 3 && len(m[metaKey(l.text)]) == 0 {
		addMeta(m, l.text, p.node.Text)
	}
}

func metaLines(n *document.Block, m map[string][]string) {
	for _, l := range n.Lines[:min(len(n.Lines), 20)] {
		if l.To-l.From <= 400 {
			metaLine(m, l.Written.Text)
		}
	}
}

func hasColon(text string) bool {
	return strings.IndexByte(text, ':') >= 0 || strings.Contains(text, "：")
}

func metaLine(m map[string][]string, text string) {
	if len(text) > 300 || !hasColon(text[:min(len(text), 48)]) {
		return
	}
	if k := fields.KeyValue(text); k != nil {
		addMeta(m, text[k[2]:k[3]], text[k[4]:k[5]])
	}
}

func addMeta(m map[string][]string, key, value string) {
	key = metaKey(key)
	value = strings.Trim(strings.TrimSpace(value), "*_ ")
	if key == "" || value == "" || len(m) >= maxMeta || len(m[key]) > 0 {
		return
	}
	m[key] = []string{value}
}

// maxMeta is how many keys are read in lines at most.
const maxMeta = 1000

// metaKey is a key as Meta has it.
func metaKey(text string) string {
	return review.Fold(strings.Trim(strings.TrimSpace(text), "*_: "))
}

// tableMeta reads a table of keys and values.
func tableMeta(g *document.Grid, m map[string][]string) {
	if n := len(g.Head); n < 2 || n%2 != 0 || n > 4 || len(g.Rows) > maxMetaRows {
		return
	}
	for _, row := range append([]document.Row{{Cells: g.Head}}, g.Rows...) {
		for i := 0; i+1 < len(row.Cells); i += 2 {
			if k := row.Cells[i].Text; words.Count(k) <= 4 && len(k) < 60 {
				addMeta(m, strings.TrimRight(k, ":"), row.Cells[i+1].Text)
			}
		}
	}
}

// maxMetaRows is how many rows a table of keys and values has at most.
const maxMetaRows = 30

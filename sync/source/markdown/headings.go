package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// actionLabels are the labels below a section's own that are actions with
// prose below them; nil: the labels are groups.
func (r *reader) actionLabels(sec *section) []*segment {
	var labels []*segment
	rank := 0
	for _, seg := range sec.segs {
		if seg.label == sec.label || seg.label.up != sec.label || seg.label.rank > rankBold {
			continue
		}
		if rank == 0 {
			rank = seg.label.rank
		}
		if seg.label.rank == rank {
			labels = append(labels, seg)
		}
	}
	if len(labels) == 0 || holdsItems(own(sec)) {
		return nil
	}
	return r.judgeLabels(sec, labels)
}

func own(sec *section) []part {
	for _, seg := range sec.segs {
		if seg.label == sec.label {
			return seg.parts
		}
	}
	return nil
}

// judgeLabels: groups have lists and are called like groups; actions are
// tasks, numbered, or have fields of their own.
func (r *reader) judgeLabels(sec *section, labels []*segment) []*segment {
	groups, lists, numbered, withFields := 0, 0, 0, 0
	for _, seg := range labels {
		if isGroup(seg.label.text) || ownerLabel(seg.label.text) != "" || classify(seg.label.text, r.set) == take {
			groups++
		}
		if r.listsBelow(sec, seg) {
			lists++
		}
		if seg.label.numbered {
			numbered++
		}
		if r.fieldsBelow(seg) {
			withFields++
		}
	}
	n := len(labels)
	switch {
	case withFields*2 > n:
		return labels
	case groups*2 >= n || lists == n:
		return nil
	case numbered == n && n > 1 && lists < n, lists == 0 && r.tasks(labels):
		return labels
	}
	return nil
}

// listsBelow: the label has a list or table, directly or under a label of its own.
func (r *reader) listsBelow(sec *section, top *segment) bool {
	for _, seg := range sec.segs {
		for l := seg.label; l != nil; l = l.up {
			if l == top.label && holdsItems(seg.parts) {
				return true
			}
		}
	}
	return false
}

// fieldsBelow: the text below the label gives an owner, a priority or the like.
func (r *reader) fieldsBelow(seg *segment) bool {
	for _, p := range seg.parts {
		if p.node.Type() != ast.TypeBlock {
			continue
		}
		trial := fields{}
		switch n := p.node.(type) {
		case *ast.Paragraph:
			if r.fieldLines(&trial, n) > 0 {
				return true
			}
		case *ast.List:
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				if head := headOf(item); head != nil && r.fieldLines(&trial, head) > 0 {
					return true
				}
			}
		}
	}
	return false
}

// fieldLines takes the lines "Owner: x" of a paragraph and counts them.
func (r *reader) fieldLines(f *fields, n ast.Node) int {
	got := 0
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		text := rich{text: strings.TrimSpace(plain(seg.Value(r.p.src)))}
		text.dropMarkup()
		m := keyValue.FindStringSubmatchIndex(text.text)
		if m == nil || len(text.text) > 160 {
			continue
		}
		fd := fieldOf(text.text[m[2]:m[3]])
		if fd != "" && fd != fieldAction && fd != fieldDetail && fd != fieldID && f.value(fd, text.text[m[4]:], text.slice(m[4], len(text.text))) {
			got++
		}
	}
	return got
}

// tasks: the labels read like tasks, not like names of groups.
func (r *reader) tasks(labels []*segment) bool {
	long := 0
	for _, seg := range labels {
		words := labelWords(seg.label.text)
		if len(words) >= 3 || len(words) > 0 && lexicon().imperative[words[0]] {
			long++
		}
	}
	return long*2 > len(labels)
}

// headings makes an action of each label.
func (r *reader) headings(sec *section, labels []*segment) []found {
	var out []found
	for _, seg := range labels {
		text := seg.label.full
		if isPlaceholder(seg.label.text) || instructs(seg.label.text) || seg.label.class == off {
			r.why(seg.label.line, "a placeholder")
			continue
		}
		from, to := r.p.bounds(seg.label.node)
		f := found{place: place{form: formHeading, from: from, to: to, box: -1}}
		body := &fields{a: readFields(text)}
		r.body(body, seg)
		f.Action = body.a
		f.Line = seg.label.line
		(&segment{label: sec.label}).traits(sec).fill(&f.Action)
		if f.Title != "" {
			out = append(out, f)
		}
	}
	return out
}

// body reads the fields and the detail below a heading that is an action.
func (r *reader) body(f *fields, seg *segment) {
	var words []string
	for _, p := range seg.parts {
		switch n := p.node.(type) {
		case *ast.Paragraph:
			if r.fieldLines(f, n) == 0 {
				words = append(words, r.p.rich(n).text)
			}
		case *ast.List:
			words = r.detailsOf(&f.a, n, words, 0)
		}
	}
	f.a.Detail = strings.Join(words, "\n")
}

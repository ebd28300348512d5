package actions

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
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

// deeper reads the groups of a section whose own sub-headings are actions, and
// returns the section without them.
func (r *reader) deeper(out []Found, sec *section) (*section, []Found) {
	groups := map[*label]*section{}
	for _, seg := range sec.segs {
		if g := seg.label.below(sec.label); g != nil && g.rank < rankBold {
			if groups[g] == nil {
				groups[g] = &section{label: g}
			}
			groups[g].segs = append(groups[g].segs, seg)
		}
	}
	rest := &section{label: sec.label, people: sec.people, loose: sec.loose}
	judged := map[*section]bool{}
	ofActions := map[*section]bool{}
	for _, seg := range sec.segs {
		sub := groups[seg.label.below(sec.label)]
		if sub != nil && !judged[sub] {
			judged[sub] = true
			if labels := r.ownActions(sub); labels != nil {
				ofActions[sub] = true
				out = append(out, r.headings(sub, labels)...)
			}
		}
		if !ofActions[sub] {
			rest.segs = append(rest.segs, seg)
		}
	}
	return rest, out
}

// ownActions are the labels below a group that are actions, most of them with
// fields or steps of their own, or all of several numbered and with text below; nil: they
// are not.
func (r *reader) ownActions(sub *section) []*segment {
	if len(sub.segs) < 2 {
		return nil
	}
	n, numbered := 0, 0
	labels := r.actionLabels(sub)
	for _, seg := range labels {
		if r.fieldsBelow(seg) || r.sequenceBelow(seg, steps) || r.keyed(seg) {
			n++
		}
		if seg.label.numbered && len(seg.parts) > 0 && seg.parts[0].node.Kind == document.Paragraph {
			numbered++
		}
	}
	if n*2 > len(labels) || numbered > 1 && numbered == len(labels) {
		return labels
	}
	return nil
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
// tasks, numbered, or have fields of their own or prose below.
func (r *reader) judgeLabels(sec *section, labels []*segment) []*segment {
	n, of := len(labels), r.countLabels(sec, labels)
	listed := of.lists == n
	switch {
	case of.detailed(n), of.keyed == n && of.boxes == 0:
		return labels
	case of.tasks*2 >= n && listed:
		return nil
	case of.fields*2 > n, of.entries*2 > n:
		return labels
	case of.boxes*2 >= n, of.prose < n && (of.boxes > 0 || listed), of.tasks*2 >= n, of.groups*2 >= n:
		return nil
	case n > 1 && of.explained(n, sec.label.class), of.lists == 0 && r.tasks(labels):
		return labels
	}
	return nil
}

// detailed: the labels are actions whose steps or details stand below them: numbered lists
// of steps, or what a sentence leads to.
func (of labelCounts) detailed(n int) bool {
	return of.steps > 0 && of.sequences == of.lists && of.empty == 0 || n > 1 && of.leads*4 >= n*3 && of.numbered == n && of.boxes == 0
}

// explained: the labels stand for actions that the text below them explains: most
// have prose first, or all are numbered and not all have lists.
func (of labelCounts) explained(n int, class words.Class) bool {
	return of.prose*4 >= n*3 && of.boxes == 0 && class == words.ClassTake || of.numbered == n && of.lists < n && class != words.ClassHint
}

// leads: a label is numbered, and a sentence below it that orders something leads to a list
// or code that orders nothing: those are details.
func (r *reader) leads(seg *segment) bool {
	if !seg.label.numbered || len(seg.parts) < 2 || seg.parts[0].node.Kind != document.Paragraph {
		return false
	}
	text := seg.parts[0].node.Text
	return (strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：")) && words.Count(text) >= minOrder && r.hear(text).Does(words.Orders) && !r.ordersBelow(seg)
}

// keyed: a label orders something in so many words, and below it most items are a key with
// what it stands for ("Threshold: 5 in a minute"): those are its details.
func (r *reader) keyed(seg *segment) bool {
	if words.Count(seg.label.text) < minOrder || r.hear(seg.label.text)&(words.Orders|words.Commits) == 0 || r.isGroup(seg.label.text) {
		return false
	}
	n, keys := 0, 0
	for _, p := range seg.parts {
		if p.node.Kind != document.List {
			continue
		}
		for _, item := range p.node.Blocks {
			if head := item.Head(); head != nil {
				n++
				if isKeyed(head) && !opensTask(head.Text) {
					keys++
				}
			}
		}
	}
	return keys > 1 && keys*2 > n
}

// labelCounts is how many of the labels below a section's are called like groups,
// are numbered, or counted as actions, and have something below them: a list or a table, fields, check
// boxes, prose first, a list of orders, nothing; and how many of them order what a
// numbered list below says in some sequence, or in steps, or in keys and what they stand for.
type labelCounts struct{ groups, numbered, entries, lists, fields, boxes, prose, tasks, empty, sequences, steps, leads, keyed int }

func (r *reader) countLabels(sec *section, labels []*segment) labelCounts {
	var of labelCounts
	held, boxedBelow := holders(sec, holdsItems), holders(sec, holdsBoxes)
	count := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	for _, seg := range labels {
		ordered := r.ordersBelow(seg)
		entry := seg.label.entry()
		count(&of.groups, !entry && r.isGroup(seg.label.text))
		count(&of.lists, held[seg.label])
		count(&of.entries, entry)
		count(&of.numbered, entry || seg.label.numbered)
		count(&of.fields, r.fieldsBelow(seg))
		count(&of.boxes, boxedBelow[seg.label])
		count(&of.tasks, ordered)
		count(&of.empty, len(seg.parts) == 0)
		count(&of.sequences, r.sequenceBelow(seg, numberedList))
		count(&of.steps, r.sequenceBelow(seg, steps))
		count(&of.leads, r.leads(seg))
		count(&of.keyed, r.keyed(seg))
		count(&of.prose, len(seg.parts) > 0 && seg.parts[0].node.Kind == document.Paragraph && !strings.HasSuffix(seg.parts[0].node.Text, ":"))
	}
	return of
}

// isGroup: a label is called like a group of actions, or like their owner.
func (r *reader) isGroup(text string) bool {
	return words.IsGroup(text) || words.OwnerLabel(text) != "" ||
		words.Classify(text, r.set.Take, r.set.Leave) == words.ClassTake && (!words.HasCJK(text) || words.AnnouncesWholly(text))
}

// sequenceBelow: the label orders something, and the list below it says in which
// sequence, or in which steps, it is done.
func (r *reader) sequenceBelow(seg *segment, is func(*document.Block) bool) bool {
	orders := r.hear(seg.label.text).Does(words.Orders)
	return !r.isGroup(seg.label.text) && slices.ContainsFunc(seg.parts, func(p part) bool {
		return is(p.node) && (orders || steps(p.node) && words.Count(seg.label.text) >= minOrder)
	})
}

// minOrder is how many words a label has at least that orders what steps below it
// say, where its first word is none that is known to order something.
const minOrder = 3

func numberedList(l *document.Block) bool { return l.Kind == document.List && l.Ordered }

// ordersBelow tells whether most items of a list directly below a label are orders.
func (r *reader) ordersBelow(seg *segment) bool {
	for _, p := range seg.parts {
		if p.node.Kind != document.List {
			continue
		}
		n := 0
		for _, item := range p.node.Blocks {
			if head := item.Head(); head != nil && r.hear(trimBox(head.Text))&(words.Orders|words.Commits) != 0 {
				n++
			}
		}
		if n*2 > len(p.node.Blocks) {
			return true
		}
	}
	return false
}

// holdsBoxes: an item of a list has a check box.
func holdsBoxes(parts []part) bool {
	return slices.ContainsFunc(parts, func(p part) bool { return p.node.Kind == document.List && hasBox(p.node, 0) })
}

// holders are the labels that have below them what is looked for, directly or under a
// label of their own.
func holders(sec *section, holds func([]part) bool) map[*label]bool {
	out := map[*label]bool{}
	for _, seg := range sec.segs {
		if !holds(seg.parts) {
			continue
		}
		for l := seg.label; l != nil && !out[l]; l = l.up {
			out[l] = true
		}
	}
	return out
}

// fieldsBelow: the text below the label gives an owner, a priority or the like.
func (r *reader) fieldsBelow(seg *segment) bool {
	for _, p := range seg.parts {
		trial := fields.Fields{}
		switch p.node.Kind {
		case document.Paragraph:
			if fieldLines(&trial, p.node) > 0 {
				return true
			}
		case document.List:
			for _, item := range p.node.Blocks {
				if head := item.Head(); head != nil && fieldLines(&trial, head) > 0 {
					return true
				}
			}
		}
	}
	return false
}

// fieldLines takes the lines "Owner: x" of a paragraph and counts them.
func fieldLines(f *fields.Fields, n *document.Block) int {
	got := 0
	for _, l := range n.Lines {
		text := l.Written
		m := fields.KeyValue(text.Text)
		if m == nil || len(text.Text) > 160 {
			continue
		}
		fd := words.FieldOf(text.Text[m[2]:m[3]])
		if fd != "" && fd != words.FieldAction && fd != words.FieldDetail && fd != words.FieldID && f.Value(fd, text.Text[m[4]:], text.Slice(m[4], len(text.Text))) {
			got++
		}
	}
	return got
}

// tasks: the labels read like tasks, not like names of groups.
func (r *reader) tasks(labels []*segment) bool {
	long := 0
	for _, seg := range labels {
		ws := words.Split(seg.label.text)
		if len(ws) >= 3 || len(ws) > 0 && words.Imperative(ws[0]) {
			long++
		}
	}
	return long*2 > len(labels)
}

// headings makes an action of each label.
func (r *reader) headings(sec *section, labels []*segment) []Found {
	var out []Found
	for _, seg := range labels {
		text := seg.label.full
		if words.IsPlaceholder(seg.label.text) || words.Instructs(seg.label.text) || seg.label.class == words.ClassOff {
			r.why(seg.label.line, "a placeholder")
			continue
		}
		n := seg.label.node
		f := Found{Place: place{Form: formHeading, From: n.From, To: n.To, Box: -1}}
		body := &fields.Fields{A: fields.Read(text, fields.Crossed(n))}
		r.body(body, seg)
		f.Action = body.A
		if sec.label.class == words.ClassMaybe && tellsFirst(seg) {
			fields.SetState(&f.Action, review.Done, "")
		}
		f.Line = seg.label.line
		r.traits(&segment{label: sec.label}, sec).fill(&f.Action)
		if f.Title != "" {
			out = append(out, f)
		}
	}
	return out
}

// tellsFirst: the first paragraph below a label tells what was ("Changed the default").
func tellsFirst(seg *segment) bool {
	return len(seg.parts) > 0 && seg.parts[0].node.Kind == document.Paragraph && words.Hear(seg.parts[0].node.Text).Does(words.Tells)
}

// body reads the fields and the detail below a heading that is an action.
func (r *reader) body(f *fields.Fields, seg *segment) {
	var ws []string
	for _, p := range seg.parts {
		switch {
		case p.node.Kind != document.Paragraph:
			ws = detailsOf(&f.A, p.node, ws, 0)
		case fieldLines(f, p.node) == 0:
			heard(&f.A, p.node.Rich)
			ws = append(ws, detailLine(p.node.Rich))
		}
	}
	f.A.Detail = strings.Join(ws, "\n")
}

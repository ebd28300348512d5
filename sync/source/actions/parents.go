package actions

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// labels tells whether an item that owns lists is only their label.
func (r *reader) labels(text document.Rich, nested []*document.Block) bool {
	boxed := words.BoxAtStart.MatchString(text.Text)
	plainText := strings.TrimSpace(trimBox(text.Text))
	if onlyFields(nested) || boxed && !allBoxed(nested) {
		return false
	}
	name, _ := words.Label(plainText)
	ws := words.Split(name)
	if len(ws) == 0 {
		return plainText != ""
	}
	if strings.HasSuffix(plainText, ":") || strings.HasSuffix(plainText, "：") {
		return (!words.HoldsSentence(plainText) || !words.OwnTask(plainText) && !words.Promises(plainText) && ofOrders(nested)) && !isTask(text, nested)
	}
	if words.OwnerLabel(name) != "" {
		return true
	}
	return !words.Imperative(ws[0]) && r.namesGroup(text, name, len(ws), allBoxed(nested) && !boxed)
}

// ofOrders: at least half of the items say what is to be done.
func ofOrders(nested []*document.Block) bool {
	n, orders := 0, 0
	for _, l := range nested {
		for _, item := range l.Blocks {
			n++
			if head := item.Head(); head != nil && words.Hear(trimBox(head.Text)).Does(words.Orders) {
				orders++
			}
		}
	}
	return n > 1 && orders*2 >= n
}

// isTask: a text that ends in a colon is what is to be done, and its items are
// details: it has a ticket, or it is an order, a promise or tells of work, and they
// are not, nor have tickets; or they are how it is done.
func isTask(text document.Rich, nested []*document.Block) bool {
	plainText := trimBox(text.Text)
	does := words.Hear(plainText)
	does |= words.Hear(behindName(text))
	switch {
	case fields.TicketIn(text) != nil, words.AsksHow(plainText):
		return true
	case does&(words.Orders|words.Tells|words.Commits) == 0, does&(words.Orders|words.Tells) == 0 && words.ListFollows(plainText):
		return false
	case does.Does(words.Orders) && !words.ListFollows(plainText) && slices.ContainsFunc(nested, steps):
		return true
	}
	return holdsDetails(nested, words.GoesOn(plainText))
}

// holdsDetails: at most half of the items are tasks, and as many have tickets. Boxes below
// what goes on are parts of it.
func holdsDetails(nested []*document.Block, goesOn bool) bool {
	n, tasks, tickets := 0, 0, 0
	for _, l := range nested {
		for _, item := range l.Blocks {
			head := item.Head()
			if head == nil || fields.SaysOfParent(head.Rich) {
				continue
			}
			n++
			if fields.Boxed(head) && !goesOn || words.Hear(trimBox(head.Text))&(words.Orders|words.Commits) != 0 && !keysDetail(head) {
				tasks++
			}
			if fields.TicketIn(head.Rich) != nil {
				tickets++
			}
		}
	}
	return tasks*2 <= n && tickets*2 <= n
}

// behindName is what a text orders behind the bold name that opens it ("**Runbook** - Write
// one that tells:"); "": no name does.
func behindName(text document.Rich) string {
	if len(text.Spans) == 0 || text.Spans[0].Kind != document.Bold || text.Spans[0].From > 0 {
		return ""
	}
	rest := text.Text[text.Spans[0].To:]
	told := strings.TrimLeft(rest, " :：–—-")
	if told == rest || told == strings.TrimLeft(rest, " ") {
		return ""
	}
	return told
}

// keysDetail: an item is a key with what it stands for, and orders nothing, but for one that
// is written small, as the name of a phase is ("before the start: stop the writer").
func keysDetail(head *document.Block) bool {
	first, _ := utf8.DecodeRuneInString(head.Text)
	return isKeyed(head) && (unicode.IsLower(first) || !opensTask(head.Text))
}

// isKeyed: an item without a box is a key with what it stands for ("Threshold: 5 in a minute").
func isKeyed(head *document.Block) bool {
	return fields.KeyValue(head.Text) != nil && !fields.Boxed(head)
}

// steps: the list is numbered, and at least half of its items say what to do by
// hand one after the other.
func steps(l *document.Block) bool {
	n := 0
	for _, item := range l.Blocks {
		head := item.Head()
		if head == nil || fields.Boxed(head) {
			return false
		}
		if words.IsStep(head.Text) {
			n++
		}
	}
	return l.Kind == document.List && l.Ordered && n > 1 && n*2 >= len(l.Blocks)
}

// namesGroup tells whether a text that opens like no task is a label: of
// boxes, of a kind of work, bold, or very short and without a ticket.
func (r *reader) namesGroup(text document.Rich, name string, n int, ofBoxes bool) bool {
	switch {
	case ofBoxes && n <= maxLabelItem, words.IsGroup(name):
		return true
	case text.All(document.Bold):
		return n <= 8
	}
	return n <= 3 && fields.TicketIn(text) == nil
}

// maxLabelItem is how many words a label of boxes has.
const maxLabelItem = 6

// allBoxed: every first-level item has a check box.
func allBoxed(lists []*document.Block) bool {
	n := 0
	for _, l := range lists {
		for _, item := range l.Blocks {
			head := item.Head()
			if head == nil || !fields.Boxed(head) {
				return false
			}
			n++
		}
	}
	return n > 0
}

// onlyFields: every item says something about the parent ("Owner: x", a
// ticket), so that the parent is the action.
func onlyFields(lists []*document.Block) bool {
	for _, l := range lists {
		for _, item := range l.Blocks {
			head := item.Head()
			if head == nil || !fields.SaysOfParent(head.Rich) {
				return false
			}
		}
	}
	return true
}

// countsTasks tells whether a list is numbered and its items are the actions, explained
// by plain lists below: most own one, and none of those has boxes, owners or tickets.
func (r *reader) countsTasks(l *document.Block) bool {
	if !l.Ordered || len(l.Blocks) < 2 {
		return false
	}
	owners, below, orders, ordered := 0, 0, 0, 0
	for _, item := range l.Blocks {
		head, nested := item.Head(), item.Lists()
		if head == nil || fields.Boxed(head) {
			return false
		}
		if len(nested) == 0 {
			continue
		}
		owners++
		if r.hear(head.Text)&(words.Orders|words.Commits) != 0 {
			orders++
		}
		for _, list := range nested {
			if list.Ordered || tracked(list) {
				return false
			}
			below += len(list.Blocks)
			ordered += r.ordersIn(list)
		}
	}
	return owners*2 > len(l.Blocks) && (orders*2 >= owners || below > owners && (orders > 0 || ordered*2 < below))
}

// ordersIn counts the items of a list that say what is to be done.
func (r *reader) ordersIn(l *document.Block) int {
	n := 0
	for _, item := range l.Blocks {
		if head := item.Head(); head != nil && r.hear(head.Text)&(words.Orders|words.Commits) != 0 {
			n++
		}
	}
	return n
}

// tracked: an item of the list has a box, an owner or a ticket, as an action has.
func tracked(l *document.Block) bool {
	return slices.ContainsFunc(l.Blocks, func(item *document.Block) bool {
		head := item.Head()
		if head == nil {
			return false
		}
		a := fields.Read(head.Rich, "")
		return fields.Boxed(head) || a.Owner != "" || a.Ticket != nil || a.Mark != "" || a.Due != ""
	})
}

// countedTask: the item of such a list is called like no group.
func (r *reader) countedTask(text document.Rich) bool {
	name, _ := words.Label(trimBox(text.Text))
	return !strings.HasSuffix(strings.TrimSpace(text.Text), ":") && !strings.HasSuffix(text.Text, "：") && words.Count(name) > 0 && !r.isGroup(name)
}

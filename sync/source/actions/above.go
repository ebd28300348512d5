package actions

import (
	"slices"
	"strings"
)

// above says of each action in which section it stands: the labels above it from
// the uppermost on, without the review's title, which may change on its own.
func (o *outline) above(all []Found) {
	title, paths := o.titleLabel(), map[*label]string{}
	for i := range all {
		at := o.labelAbove(all[i].Line)
		path, known := paths[at]
		if !known {
			path = at.path(title)
			paths[at] = path
		}
		all[i].Section = path
	}
}

// labelAbove is the innermost label above a line; nil: none. One that the line
// itself is, as that of an action that is a heading, stands not above it.
func (o *outline) labelAbove(line int) *label {
	n, _ := slices.BinarySearchFunc(o.labels, line, func(l *label, line int) int { return l.line - line })
	switch {
	case n < len(o.labels) && o.labels[n].line == line:
		return o.labels[n].up
	case n > 0:
		return o.labels[n-1]
	}
	return nil
}

// path are the texts of the labels from the uppermost down to l, without one.
func (l *label) path(but *label) string {
	var texts []string
	for ; l != nil; l = l.up {
		if l != but {
			texts = append(texts, l.text)
		}
	}
	slices.Reverse(texts)
	return strings.Join(texts, " / ")
}

package tree

import (
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config/notyaml"
)

// wants reports a value that is of another kind than k.
func (n *Node) wants(k kind) {
	switch {
	case n.isTemplate():
		n.Fail("%s", notyaml.Template)
	case k == text && n.kind == list:
		n.Fail("must be one text, not a list")
	case k == text && n.kind == object && strings.HasSuffix(n.Path, "]"):
		n.Fail("must be a text, not a key with its value: a text with a colon and a blank in it stands in quotes")
	default:
		n.Fail("must be %s, not %s", kindWords[k], kindWords[n.kind])
	}
}

// wantsList reports a value that is no list of what one looks like.
func (n *Node) wantsList(one string) {
	if one == "" {
		n.Fail("must be a list, not %s: write %s: [A, B]", kindWords[n.kind], n.last())
		return
	}
	n.Fail("must be a list, not %s: each entry begins with a hyphen, - %s: …", kindWords[n.kind], one)
}

// wantsKeys reports a value that holds no keys; some are such keys.
func (n *Node) wantsKeys(some ...string) {
	if n.isTemplate() {
		n.Fail("%s", notyaml.Template)
		return
	}
	var example []string
	for _, name := range some {
		example = append(example, name+": …")
	}
	if strings.HasSuffix(n.Path, "]") {
		n.Fail("must be keys, not %s: write - %s", kindWords[n.kind], strings.Join(example, ", and below it "))
		return
	}
	n.Fail("must have keys below it, not %s: write %s: {%s}", kindWords[n.kind], n.last(), strings.Join(example, ", "))
}

// WantsKeys reports a value that holds no keys; some are such keys.
func (n *Node) WantsKeys(some ...string) { n.wantsKeys(some...) }

// last is the key that n is the value of.
func (n *Node) last() string { return n.Path[1+strings.LastIndexByte(n.Path, '.'):] }

// isTemplate tells whether n is a placeholder of a template, {{ x }} or {% x %}.
func (n *Node) isTemplate() bool {
	if n.kind != object || n.Doc == nil || n.line < 1 || n.line > len(n.Doc.lines) {
		return false
	}
	before := string([]rune(n.Doc.lines[n.line-1])[:min(n.column, len([]rune(n.Doc.lines[n.line-1])))])
	return strings.Contains(before, "{{") || strings.Contains(before, "{%")
}

// oneOf tells whether n is one of the words that a key takes, and reports it if
// not.
func (n *Node) oneOf(allowed []string) bool {
	switch {
	case n.kind == list, n.kind == object:
		n.wants(text)
	case !slices.Contains(allowed, n.Value):
		n.Fail("%s is not one of %s%s", n.Quoted(), orList(allowed), didYouMean(n.Value, allowed))
	default:
		return true
	}
	return false
}

// orList is "a, b or c".
func orList(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return fmt.Sprintf("%s or %s", strings.Join(words[:last], ", "), words[last])
}

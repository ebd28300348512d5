package html

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// sign is one attribute that says whether a box is ticked: the value of one that
// says on and off, a word among its values, or only that it is there.
type sign struct {
	node      *node
	attribute string
	on, off   string
	bare      bool
	// text is the byte of the sign in a box that stands in the text as
	// Markdown has it; 0: it is none.
	text int
}

// signsOf are the signs of a box in an element; none: it is no check box.
//
//	<input type="checkbox" checked>      HTML, and Markdown rendered
//	<li data-checked="true">             TipTap, Quill
//	<div role="checkbox" aria-checked="true">
//	<li data-inline-task-id="7" class="checked">   Confluence
//	<div class="checkbox checkbox-on">   Notion
func signsOf(n *node) []sign {
	var out []sign
	if n.tag == "input" && strings.EqualFold(n.value("type"), "checkbox") {
		out = append(out, sign{node: n, attribute: "checked", bare: true})
	}
	for _, name := range []string{"data-checked", "aria-checked"} {
		if v := n.value(name); v == "true" || v == "false" {
			out = append(out, sign{node: n, attribute: name, on: "true", off: "false"})
		}
	}
	class := strings.Fields(n.value("class"))
	if _, task := n.attr("data-inline-task-id"); task {
		out = append(out, sign{node: n, attribute: "class", on: "checked"})
	}
	if slices.Contains(class, "checkbox-on") || slices.Contains(class, "checkbox-off") {
		out = append(out, sign{node: n, attribute: "class", on: "checkbox-on", off: "checkbox-off"})
	}
	return out
}

func (s sign) ticked() bool {
	if s.text > 0 {
		return false // the text itself says so
	}
	v, there := s.node.attr(s.attribute)
	if s.bare {
		return there
	}
	return slices.Contains(strings.Fields(v), s.on)
}

// attributeRE is one attribute in a start tag, with the white space before it.
var attributeRE = regexp.MustCompile(`\s+([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>` + "`" + `]+))?`)

// set is the edit that makes the sign say what it should.
func (s sign) set(doc []byte, ticked bool) []mdedit.Edit {
	if s.text > 0 {
		return []mdedit.Edit{{Start: s.text, End: s.text + 1, New: map[bool]string{true: "x", false: " "}[ticked]}}
	}
	if s.ticked() == ticked {
		return nil
	}
	tag := string(doc[s.node.from:s.node.open])
	name := s.node.from + 1 + len(s.node.tag)
	for _, m := range attributeRE.FindAllStringSubmatchIndex(tag, maxAttrs) {
		if !strings.EqualFold(tag[m[2]:m[3]], s.attribute) {
			continue
		}
		if s.bare || m[4] < 0 {
			return []mdedit.Edit{{Start: s.node.from + m[0], End: s.node.from + m[1]}}
		}
		value := tag[m[4]:m[5]]
		words := strings.Trim(value, `"'`)
		quote := value[:len(value)-len(strings.TrimLeft(value, `"'`))]
		now := withWord(words, s.on, s.off, ticked)
		if now == "" {
			return []mdedit.Edit{{Start: s.node.from + m[0], End: s.node.from + m[1]}}
		}
		if quote == "" && strings.Contains(now, " ") {
			quote = `"`
		}
		return []mdedit.Edit{{Start: s.node.from + m[4], End: s.node.from + m[5], New: quote + now + quote}}
	}
	if !ticked {
		return nil
	}
	return []mdedit.Edit{{Start: name, End: name, New: " " + s.attribute + `="` + s.on + `"`}}
}

// withWord is a value in which the word for a ticked box stands, or the one for
// an empty box ("": none).
func withWord(value, on, off string, ticked bool) string {
	want, gone := on, off
	if !ticked {
		want, gone = off, on
	}
	switch {
	case gone == "" && value == "":
		return want
	case gone == "":
		return value + " " + want
	}
	words := strings.Fields(value)
	at := slices.Index(words, gone)
	if at < 0 {
		return value
	}
	if want != "" {
		i := strings.Index(" "+value+" ", " "+gone+" ")
		if i < 0 {
			return value
		}
		return value[:i] + want + value[i+len(gone):]
	}
	return strings.TrimSuffix(strings.TrimSuffix(value, gone), " ")
}

// ticked: one of the signs of a box says so.
func ticked(signs []sign) bool {
	return slices.ContainsFunc(signs, sign.ticked)
}

// newBox notes a box under the byte that stands for it.
func (b *builder) newBox(at int, signs []sign) int {
	b.boxes[at] = signs
	return at
}

// signsIn are the signs of the box that stands before the words of a run.
func signsIn(run []*node) []sign {
	var found []sign
	spoken := false
	look := func(n *node) bool {
		switch {
		case found != nil || spoken || n.tag == isComment:
			return false
		case n.tag == isText:
			spoken = strings.TrimFunc(n.text, isSpace) != ""
		default:
			found = signsOf(n)
		}
		return !n.hidden
	}
	for _, n := range run {
		if look(n) && n.first != nil {
			walk(n, look)
		}
	}
	return found
}

// textBox is the byte of the sign in a box that opens the text at a place, as
// Markdown has it; 0: none does.
func textBox(doc []byte, at place) int {
	if at.to-at.from > 4 && doc[at.from] == '[' && doc[at.from+2] == ']' && isSpace(rune(doc[at.from+3])) {
		return at.from + 1
	}
	return 0
}

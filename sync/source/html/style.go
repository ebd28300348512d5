package html

import (
	"regexp"
	"strings"
)

// style is what a style sheet or an attribute says that changes how a text is
// read: word processors strike through and hide by classes.
type style struct{ hidden, struck, bold bool }

func (s style) with(t style) style {
	return style{s.hidden || t.hidden, s.struck || t.struck, s.bold || t.bold}
}

var (
	hides   = regexp.MustCompile(`(?i)(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b`)
	strikes = regexp.MustCompile(`(?i)(?:^|[;{\s])text-decoration(?:-line)?\s*:[^;}]{0,40}\bline-through\b`)
	bolds   = regexp.MustCompile(`(?i)(?:^|[;{\s])font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b`)
	// oneClass is a selector of one class, whatever the element.
	oneClass = regexp.MustCompile(`^[a-z0-9]*\.([A-Za-z0-9_-]+)$`)
)

func styleOf(declarations string) style {
	if declarations == "" {
		return style{}
	}
	return style{hides.MatchString(declarations), strikes.MatchString(declarations), bolds.MatchString(declarations)}
}

// readStyles notes what a style sheet says of single classes. What holds rules
// of its own (@media) is left out.
func readStyles(sheet string, into map[string]style) {
	for sheet != "" {
		selectors, rest, ok := strings.Cut(sheet, "{")
		if !ok {
			return
		}
		declarations, after, _ := strings.Cut(rest, "}")
		if nested := strings.IndexByte(declarations, '{'); nested >= 0 {
			sheet = behindNested(rest)
			continue
		}
		sheet = after
		if s := styleOf(declarations); s != (style{}) {
			for sel := range strings.SplitSeq(selectors, ",") {
				if m := oneClass.FindStringSubmatch(strings.TrimSpace(sel)); m != nil {
					into[m[1]] = into[m[1]].with(s)
				}
			}
		}
	}
}

// behindNested is what follows the end of a rule that holds others.
func behindNested(rest string) string {
	depth := 1
	for i := range len(rest) {
		switch rest[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return rest[i+1:]
			}
		}
	}
	return ""
}

// styled notes how an element is seen.
func (p *parser) styled(n *node) {
	s := p.saidStyle(n)
	n.hidden = s.hidden || unread[n.tag]
	n.struck = s.struck || n.tag == "s" || n.tag == "del" || n.tag == "strike"
	n.bold = s.bold || n.tag == "b" || n.tag == "strong"
	if up := p.top(); n.blocks && up.blocks && !isTable[n.tag] {
		n.struck, n.bold = n.struck || up.struck, n.bold || up.bold
	}
}

// saidStyle is what an element's attributes say of how it is seen.
func (p *parser) saidStyle(n *node) style {
	s := styleOf(n.value("style"))
	_, hidden := n.attr("hidden")
	_, open := n.attr("open")
	s.hidden = s.hidden || hidden || n.tag == "dialog" && !open
	if class := n.value("class"); class != "" && len(p.styles) > 0 {
		for c := range strings.FieldsSeq(class) {
			s = s.with(p.styles[c])
		}
	}
	return s
}

var isTable = set("table tbody thead tfoot tr td th")

package markdown

import (
	"regexp"
	"strings"
)

// fenceRE is a line of colons that opens or closes a container, as the readers of
// pandoc, VuePress, Docusaurus and MyST take it; nameless ones close.
//
//	:::   ::::   :::note   ::: {.callout}   :::tip[Title]
var fenceRE = regexp.MustCompile(`^:{3,}[ \t]*(?:[\pL{][^\n]*)?$`)

// closingRE closes a container of a template language or an element.
//
//	{% endtab %}   {% /tab %}   {{< /note >}}   {{% /note %}}   </Note>
var closingRE = regexp.MustCompile(`^(?:\{%-?\s*(?:end|/)[^\n]*%\}|\{\{[<%]\s*/[^\n]*[>%]\}\}|</[A-Za-z][\w.:-]*\s*>)$`)

// endsWords tells whether a line below an item's first ends its words: it opens or
// closes a container around it. To CommonMark, which knows none, it goes on with
// the paragraph.
func endsWords(line string) bool {
	line = strings.TrimSpace(line)
	if len(line) < 3 || len(line) > maxAside {
		return false
	}
	switch line[0] {
	case ':':
		return fenceRE.MatchString(line)
	case '{', '<':
		return closingRE.MatchString(line)
	}
	return false
}

// closes tells whether a line holds nothing but the end of a container, or
// shortcodes: it has no words.
func closes(line string) bool {
	line = strings.TrimSpace(line)
	if line != "" && strings.Trim(line, ":") == "" {
		return len(line) > 2
	}
	if strings.HasPrefix(line, "</") {
		return endsWords(line)
	}
	return onlyShortcodes(line)
}

// onlyShortcodes: the text is one shortcode or template tag, or several.
func onlyShortcodes(text string) bool {
	if text == "" || len(text) > maxAside {
		return false
	}
	for text != "" {
		end := shortcodeEnd(text, 0)
		if end == 0 {
			return false
		}
		text = strings.TrimLeft(text[end:], " \t")
	}
	return true
}

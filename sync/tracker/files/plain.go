package files

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
)

var (
	linkRE = regexp.MustCompile(`\[((?:[^\]\\]|\\.)*)\]\([^()\s]*\)`)
	// autolinkRE is an address in angle brackets, as formatters write bare ones.
	autolinkRE = regexp.MustCompile(`<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\s]*)>`)
	// attributesRE is what pandoc writes behind a heading.
	attributesRE = regexp.MustCompile(`\s+\{[#.][^{}]*\}$`)
)

// plain is Markdown text as people read it, on one line. Signs of emphasis that
// stand alone, and those of code, are left: reasons went into reviews with them,
// and a reason that is read otherwise is another one.
func plain(text string) string {
	text = attributesRE.ReplaceAllString(oneLine(text), "")
	text = linkRE.ReplaceAllString(text, "$1")
	text = autolinkRE.ReplaceAllString(text, "$1")
	text = strings.NewReplacer("**", "", "__", "", "~~", "").Replace(text)
	text = oneLine(mdedit.Unescape(text))
	text = strings.TrimSpace(strings.TrimLeft(text, ":-–—,;. "))
	if strings.HasPrefix(text, "(") && strings.Index(text, ")") == len(text)-1 {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
	return text
}

package document

import (
	"net/url"
	"strings"
)

// maxAddress is how long an address behind its words may be.
const maxAddress = 2000

// Addressed is the text with the address of each link behind its words, in
// brackets: what leads somewhere leads there wherever the words are copied to.
// Addresses of people are none, nor is what leads to a place in the document.
func (r Rich) Addressed() string {
	var b strings.Builder
	at := 0
	for _, s := range r.links() {
		to := addressOf(s)
		if to == "" || s.To < at || names(r.Text[s.From:s.To], to) {
			continue
		}
		b.WriteString(r.Text[at:s.To] + " (" + to + ")")
		at = s.To
	}
	if at == 0 {
		return r.Text
	}
	return b.String() + r.Text[at:]
}

// addressOf is where a link leads for whoever is not in the document: an address
// of the web, or a path beside the document; "": nowhere.
func addressOf(s Span) string {
	u, err := url.Parse(strings.TrimSpace(s.URL))
	if err != nil || s.Note || len(s.URL) > maxAddress || strings.ContainsAny(s.URL, " \t\r\n()<>") {
		return ""
	}
	switch {
	case u.Scheme == "" && u.Host == "" && strings.ContainsAny(u.Path, "/."):
		return strings.TrimSpace(s.URL)
	case u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil:
		return ""
	}
	return u.String()
}

// names tells whether words are the address itself.
func names(words, address string) bool {
	bare := func(s string) string {
		_, rest, found := strings.Cut(strings.TrimSpace(s), "://")
		if !found {
			rest = strings.TrimSpace(s)
		}
		return strings.TrimSuffix(rest, "/")
	}
	return strings.EqualFold(bare(words), bare(address))
}

package page

import (
	"regexp"
	"strings"
)

var inlineLink = regexp.MustCompile(`\[([^\[\]]*)\]\(([^()\s]*)\)`)

// maxSignsCut is how many signs of one emphasis are taken out of a line.
const maxSignsCut = 40

// DropMarkup takes links and emphasis out of a line read without the parser.
func (r *Rich) DropMarkup() {
	for range 20 {
		if !strings.Contains(r.Text, "](") {
			break
		}
		m := inlineLink.FindStringSubmatchIndex(r.Text)
		if m == nil {
			break
		}
		url := r.Text[m[4]:m[5]]
		r.Cut(m[3], m[1])
		r.Cut(m[0], m[2])
		r.Spans = append(r.Spans, Span{From: m[0], To: m[0] + m[3] - m[2], Kind: Link, URL: url})
	}
	for _, sign := range []string{"**", "__", "`"} {
		if len(r.Spans) == 0 {
			r.Text = strings.Replace(r.Text, sign, "", maxSignsCut)
			continue
		}
		for range maxSignsCut {
			i := strings.Index(r.Text, sign)
			if i < 0 {
				break
			}
			r.Cut(i, i+len(sign))
		}
	}
	r.AddBareURLs()
}

package gfm

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Judge has each reader read documents of many texts, and holds that it shows
// as many blocks as there are texts, each with the words and links that were
// meant. document puts texts together; each may be in several blocks or none:
// of picks, from a document's blocks, those of the texts, in their order.
func Judge(t *testing.T, texts []Text, document func([]Text) string, of func([]Shown) []Shown) {
	t.Helper()
	const batch = 400
	for _, reader := range Readers() {
		t.Run(reader.Name, func(t *testing.T) {
			var docs []string
			for chunk := range slices.Chunk(texts, batch) {
				docs = append(docs, document(chunk))
			}
			wrong := 0
			for i, page := range reader.HTML(t, docs) {
				chunk := texts[i*batch : min(len(texts), (i+1)*batch)]
				got := of(Blocks(page))
				for j := range min(len(got), len(chunk)) {
					if why := Wrong(reader.Name, chunk[j], got[j]); why != "" {
						if wrong++; wrong <= 10 {
							t.Errorf("%q: %s", chunk[j].Words, why)
						}
					}
				}
				if len(got) != len(chunk) {
					wrong++
					t.Errorf("%d blocks for %d texts", len(got), len(chunk))
				}
			}
			t.Logf("%d texts, %d wrong", len(texts), wrong)
		})
	}
}

// Wrong says in what a reader shows something else than was meant; "": nothing.
func Wrong(reader string, meant Text, got Shown) string {
	if same(meant.Words) != same(got.Text) {
		return fmt.Sprintf("shows %q", got.Text)
	}
	for _, l := range got.Links {
		if !leads(l) {
			return fmt.Sprintf("%q leads to %q", l.Text, l.URL)
		}
	}
	if reader == "pandoc" { // it has an idea of its own of where an address ends
		return ""
	}
	for _, a := range meant.Addresses {
		if !slices.ContainsFunc(got.Links, func(l Link) bool { return same(l.URL) == same(a) }) {
			return fmt.Sprintf("%q is no link, but %q", a, got.Links)
		}
	}
	return ""
}

// leads tells whether the link of an address leads to that address.
func leads(l Link) bool {
	text, to := same(l.Text), same(l.URL)
	return to == text || to == "http://"+text || to == "mailto:"+text
}

// Same tells whether two texts or addresses are the same to those who read or
// follow them.
func Same(a, b string) bool { return same(a) == same(b) }

var percentRE = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// same is a text with its bytes in place of percent signs and figures, in which
// addresses that mean the same are the same, without signs that nobody sees.
func same(text string) string {
	text = percentRE.ReplaceAllStringFunc(text, func(s string) string {
		var c byte
		_, _ = fmt.Sscanf(s[1:], "%02x", &c)
		return string([]byte{c})
	})
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u200b", "")), " ")
}

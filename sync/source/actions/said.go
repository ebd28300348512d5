package actions

import (
	"fmt"
	"slices"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/publication"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// titleLine is the line of the heading that is the review's title; 0: none.
func (o *outline) titleLine(v review.Review) int {
	if l := o.titleLabel(); l != nil && l.full.Text == v.Title {
		return l.line
	}
	return 0
}

// said says what of the record a line "Key: value" was read as; "": nothing.
func (o *outline) said(v review.Review, line document.Rich) string {
	m := map[string][]string{}
	metaLine(m, line.Text)
	for key, value := range m {
		if have := v.Meta[key]; len(have) == 1 && have[0] == value[0] {
			return o.keySays(key, value[0])
		}
	}
	return ""
}

// recordFields are the record's fields in the order in which a key is judged.
var recordFields = []string{"title", "date", "kind", "severity", "services", "team", "owner", "labels"}

func (o *outline) keySays(key, value string) string {
	switch {
	case o.isPublicationKey(key, value):
		return "read as the publication mark"
	case slices.Contains(words.StatusKeys, key):
		return fmt.Sprintf("the status %q is no publication mark", value)
	}
	for _, field := range recordFields {
		if slices.Contains(o.set.keysFor(field), key) {
			return "read as the review's " + field
		}
	}
	return ""
}

func (o *outline) isPublicationKey(key, value string) bool {
	if len(o.set.Published) > 0 {
		for k := range o.set.Published {
			if review.Fold(k) == key {
				return true
			}
		}
		return false
	}
	return key == "draft" || slices.Contains(o.set.keysFor("published"), key) || publication.Said(map[string][]string{key: {value}}, nil) != nil
}

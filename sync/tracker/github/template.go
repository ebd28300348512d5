package github

import "github.com/followthrough/followthrough/sync/tracker/github/draft"

// CheckTemplate says why a text can't be what an item says; nil: it can.
func CheckTemplate(words string) error { return draft.CheckTemplate(words) }

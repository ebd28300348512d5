package markdown

import (
	"time"

	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// Settings is what a source that writes differently says about its documents.
type Settings = actions.Settings

// Day is the first calendar day that a text (a title, a file name, a value)
// names with its year, in UTC.
func Day(text string) (time.Time, bool) { return words.Day(text) }

package markdown

import (
	"time"

	"github.com/followthrough/followthrough/sync/source/markdown/extract"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

// Settings is what a source that writes differently says about its documents.
type Settings = extract.Settings

// Version names the way in which documents are read. It changes when documents
// that were read before must be read again, since they may turn out to be drafts
// or restricted.
const Version = "3"

// MaxBytes is the size of the largest document that is read.
const MaxBytes = page.MaxBytes

// Decodable says why a document can't be read at all, in words that name the
// line: other encodings than UTF-8, too large, too deep, too many brackets.
// nil: it can.
func Decodable(doc []byte) error { return page.Decodable(doc) }

// Day is the first calendar day that a text (a title, a file name, a value)
// names with its year, in UTC.
func Day(text string) (time.Time, bool) { return words.Day(text) }

// Package format chooses by a document's name how it is read and written to.
// Sources of files ask it, and know no format themselves.
package format

import (
	"path"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/document"
	"github.com/followthrough/followthrough/sync/source/html"
	"github.com/followthrough/followthrough/sync/source/markdown"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// Settings is what a source that writes differently says about its documents.
type Settings = actions.Settings

// MaxFile is the size of the largest file that is looked at; a document may hold less
// beside the pictures in it.
const MaxFile = document.MaxFile

// Day is the first calendar day that a text names with its year, in UTC.
func Day(text string) (time.Time, bool) { return markdown.Day(text) }

// TitleOf is what a document without a title is called: its file's name, or
// its folder's where every file has the same.
func TitleOf(p string) string {
	name := strings.TrimSuffix(path.Base(p), path.Ext(p))
	if dir := path.Base(path.Dir(p)); dir != "." && (strings.EqualFold(name, "README") || strings.EqualFold(name, "index")) {
		return dir
	}
	return name
}

// Format is how documents of one kind are read and written to.
type Format struct {
	// Decodable says why a document can't be read at all; nil: it can.
	Decodable func(doc []byte) error
	Read      func(doc []byte, s Settings) review.Review
	// Annotate brings a document in line with a write-back and leaves every other
	// byte as it is, or says why it can't (source.ErrUnfit); Strip is its inverse.
	Annotate func(doc []byte, r review.WriteBack, s Settings) ([]byte, writeback.Changes, error)
	Strip    func(doc []byte, r review.WriteBack) []byte
	// Explain says of every line what it was taken for.
	Explain func(doc []byte, s Settings) []actions.Line
}

// Of is the format of the document at a path, by the ending of its name: HTML or
// MDX where that says so, else Markdown. What else its name says of it is known to
// the format's reading.
func Of(path string) Format {
	f := Format{markdown.Decodable, markdown.Read, markdown.Annotate, markdown.Strip, markdown.Explain}
	switch kindOf(path) {
	case htmlKind:
		f = Format{html.Decodable, html.Read, html.Annotate, html.Strip, html.Explain}
	case mdxKind:
		f.Annotate = markdown.AnnotateMDX
	}
	return f.of(path)
}

// of is the format for the document at a path.
func (f Format) of(path string) Format {
	read, annotate, explain := f.Read, f.Annotate, f.Explain
	f.Read = func(doc []byte, s Settings) review.Review {
		s.Path = path
		return read(doc, s)
	}
	f.Annotate = func(doc []byte, r review.WriteBack, s Settings) ([]byte, writeback.Changes, error) {
		s.Path = path
		return annotate(doc, r, s)
	}
	f.Explain = func(doc []byte, s Settings) []actions.Line {
		s.Path = path
		return explain(doc, s)
	}
	return f
}

package show

import (
	"bytes"
	"encoding/json"
	"io"
	"time"

	"github.com/followthrough/followthrough/sync/report/export"
)

// JSON writes one document, indented, without HTML escapes; signs that nobody
// sees are escaped, since it may be read on a terminal too.
func JSON(w io.Writer, v any) error {
	var doc bytes.Buffer
	enc := json.NewEncoder(&doc)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(export.Spelt(doc.Bytes()))
	return err
}

// OrNull is a string in JSON: null where there is none.
func OrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// MomentOrNull is a time in JSON: RFC 3339 in UTC, null where there is none.
func MomentOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

package show

import (
	"encoding/json"
	"io"
	"time"
)

// JSON writes one document, indented, without HTML escapes.
func JSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// orNull is a string in JSON: null where there is none.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// momentOrNull is a time in JSON: RFC 3339 in UTC, null where there is none.
func momentOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

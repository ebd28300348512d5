package main

import (
	"encoding/json"
	"io"
	"time"

	"github.com/spf13/cobra"
)

// outputFlag is -o: a table for people, or JSON, which is stable.
type outputFlag struct{ format string }

const (
	asTable = "table"
	asJSON  = "json"
)

func (f *outputFlag) add(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.format, "output", "o", asTable, "`format`: table or json")
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions([]string{asTable, asJSON}, cobra.ShellCompDirectiveNoFileComp))
}

func (f *outputFlag) check() error {
	if f.format != asTable && f.format != asJSON {
		return usage("no output format %q: table or json", f.format)
	}
	return nil
}

// heedful remembers that something could not be written: what is printed for
// people is printed line by line, and nobody looks at each.
type heedful struct {
	io.Writer
	err error
}

func (h *heedful) Write(p []byte) (int, error) {
	n, err := h.Writer.Write(p)
	if err != nil && h.err == nil {
		h.err = err
	}
	return n, err
}

// writeJSON writes one document, indented, without HTML escapes.
func writeJSON(w io.Writer, v any) error {
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

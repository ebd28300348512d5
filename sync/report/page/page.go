// Package page renders a report as one page.
package page

import (
	"io"

	"github.com/followthrough/followthrough/sync/report"
)

// Write writes the page.
func Write(w io.Writer, r report.Report) error { return nil }

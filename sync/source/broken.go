package source

import (
	"context"
	"fmt"
)

// Broken is a source that can't be used at all, as things are: every listing
// says why, and all other sources go on.
type Broken struct {
	Name string
	Err  error
}

// List gives the error.
func (b Broken) List(context.Context) ([]Entry, error) {
	return nil, fmt.Errorf("source %s: %w", b.Name, b.Err)
}

// Read gives the error.
func (b Broken) Read(context.Context, Entry) (Document, error) {
	return Document{}, fmt.Errorf("source %s: %w", b.Name, b.Err)
}

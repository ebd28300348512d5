package folder

import (
	"errors"
	"fmt"

	"github.com/followthrough/followthrough/internal/globs"
)

// Config is the folder part of a source's configuration.
type Config struct {
	// Path is the folder, absolute once the configuration has been read.
	Path string `yaml:"path" meant:"dir directory folder root" is:"folder"`
	// URL is where people read the documents, a path of theirs in the place of
	// {path}; "": nowhere that a browser opens.
	URL string `yaml:"url"`
	// Include and Exclude are globs on the path below it; by default every
	// *.md, *.markdown, *.qmd and *.mdx file is included, and none excluded.
	Include []string `yaml:"include" meant:"glob pattern patterns files" is:"globs"`
	Exclude []string `yaml:"exclude" is:"globs"`
}

// Validate says what is wrong, each mistake an error of its own that begins
// with the key it is about. A path that is not there may come later.
func (c *Config) Validate() []error {
	var out []error
	if c.Path == "" {
		out = append(out, errors.New("path: is missing: name the folder, path: …"))
	}
	if c.URL != "" {
		if err := AddressProblem(c.URL); err != nil {
			out = append(out, fmt.Errorf("url: %w", err))
		}
	}
	return out
}

// Takes tells whether the document at a path below the folder is a review.
func (c *Config) Takes(rel string) bool {
	g, err := globs.New(c.Include, c.Exclude)
	return err == nil && g.Takes(rel) // a broken glob was told
}

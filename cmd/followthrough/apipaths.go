package main

import (
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/execute"
)

// filePath is what looks like the path of a file on this machine: not a URL's.
var filePath = regexp.MustCompile(`(^|[\s"'(=])(?:/|[A-Za-z]:\\)[^\s:"')]+`)

// machine is where the configuration lies and leads to on this machine. Errors name
// it, which is for who runs commands there, and the log.
type machine []string

func machineOf(cfg *config.Config) machine {
	out := machine{cfg.Store, filepath.Dir(cfg.Store), cfg.File}
	for _, file := range cfg.Files {
		out = append(out, file, filepath.Dir(file))
	}
	for _, s := range cfg.Sources {
		if s.Folder != nil {
			out = append(out, s.Folder.Path)
		}
	}
	for _, t := range cfg.Trackers {
		if t.Files != nil {
			out = append(out, t.Files.Path)
		}
	}
	out = slices.DeleteFunc(out, func(p string) bool { return !filepath.IsAbs(p) || len(p) < 3 })
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

// words are an error's without paths of this machine.
func (m machine) words(text string) string {
	for _, root := range m {
		text = strings.ReplaceAll(text, root, "…")
	}
	return filePath.ReplaceAllString(text, "$1…")
}

func (m machine) err(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(m.words(err.Error()))
}

// steps are executed steps whose errors name no path.
func (m machine) steps(all []execute.Done) []execute.Done {
	out := slices.Clone(all)
	for i := range out {
		out[i].Err = m.err(out[i].Err)
	}
	return out
}

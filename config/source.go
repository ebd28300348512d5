package config

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/folder"
)

// The fields that read.columns and read.keys may name, as the reading of
// documents knows them.
var (
	columnFields = []string{"action", "owner", "status", "due", "priority", "type", "ticket"}
	keyFields    = []string{"published", "kind", "services", "severity", "date", "team", "owner", "title", "labels"}
)

// source judges one source and fills in its defaults.
func (l *loader) source(s sourceShape, path string) Source {
	d := l.main
	checkName(d, path, s.Name)
	if s.Since == nil {
		d.Add(path+".since", "is missing: say from which day on items are made (since: 2026-11-30), or since: all")
	}
	l.place(s, path)
	checkGlobs(d, path+".restricted.include", s.Restricted.Include)
	knownFields(d, path+".read.columns", s.Read.Columns, columnFields)
	knownFields(d, path+".read.keys", s.Read.Keys, keyFields)
	out := Source{
		Name: s.Name, Folder: s.Folder, GitHub: s.GitHub, GitHubIssues: s.GitHubIssues,
		Soak: time.Duration(value(s.Soak, defaultSoak)), Quiet: time.Duration(value(s.Quiet, defaultQuiet)),
		ReportEvery: reportEvery(s), ReportVia: l.reportVia(s, path),
		Report: l.report(value(s.Report, defaultReport()), path+".report"),
		Read: ReadSettings{
			Take: s.Read.Sections.Take, Leave: s.Read.Sections.Leave,
			Columns: s.Read.Columns, Keys: s.Read.Keys,
		},
		Published:  s.Published,
		Restricted: Restricted(s.Restricted),
	}
	l.comments(s, out.Report, path+".report")
	if s.Since != nil {
		out.Since = *s.Since
	}
	return out
}

// place judges where a source's reviews are: in one place of one kind.
func (l *loader) place(s sourceShape, path string) {
	kinds := 0
	for _, given := range []bool{s.Folder != nil, s.GitHub != nil, s.GitHubIssues != nil} {
		if given {
			kinds++
		}
	}
	switch {
	case kinds > 1:
		l.main.Add(path, "is of more than one kind: make each a source of its own")
	case kinds == 0 && !l.main.At(path).Has("folder", "github", "github_issues", "git"):
		l.main.Add(path, "does not say where its reviews are: give folder: {path: …}, github: {repository: …} or github_issues: {repository: …, label: …}")
	}
	l.folder(s, path)
	l.github(s, path)
}

// folder judges the part of a folder source. A path that is not there may
// come later: `check` and each pass say so.
func (l *loader) folder(s sourceShape, path string) {
	if s.Folder == nil {
		return
	}
	part := path + ".folder"
	s.Folder.Path = l.directory(part, s.Folder.Path)
	if s.Folder.URL != "" {
		if err := folder.AddressProblem(s.Folder.URL); err != nil {
			l.main.Add(part+".url", err.Error())
		}
	}
	checkGlobs(l.main, part+".include", s.Folder.Include)
	checkGlobs(l.main, part+".exclude", s.Folder.Exclude)
}

// directory makes the path of a folder absolute, and judges it.
func (l *loader) directory(part, path string) string {
	if path == "" {
		l.main.Add(part+".path", "is missing: name the folder")
		return ""
	}
	path = l.main.File(path)
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		l.main.Add(part+".path", "this is a file: name the folder")
	}
	return path
}

// report reads the places that a source writes to.
func (l *loader) report(words []string, path string) []review.Mode {
	modes := []review.Mode{}
	for i, w := range words {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch mode := review.Mode(w); {
		case mode != review.ModeBlock && mode != review.ModeLinks && mode != review.ModeComment:
			l.main.Add(at, "wants block, links or comment")
		case slices.Contains(modes, mode):
			l.main.Add(at, w+" is given twice")
		default:
			modes = append(modes, mode)
		}
	}
	return modes
}

// knownFields reports keys that no reading knows.
func knownFields(d *tree.Document, path string, given map[string][]string, known []string) {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if slices.Contains(known, name) {
			continue
		}
		words := fmt.Sprintf("unknown field %q", name)
		if near := mapping.Nearest(name, known); near != "" {
			words += fmt.Sprintf(": did you mean %q?", near)
		} else {
			words += ": use " + strings.Join(known, ", ")
		}
		d.Add(path+"."+name, words)
	}
}

// value is what is given, or what counts otherwise.
func value[T any](given *T, otherwise T) T {
	if given == nil {
		return otherwise
	}
	return *given
}

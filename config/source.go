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
	if !d.At(path).IsObject() {
		return Source{} // told already
	}
	checkName(d, path, s.Name)
	if s.Since == nil {
		d.Add(path+".since", "is missing: say from which day on items are made (since: 2026-11-30), or since: all")
	}
	l.place(s, path)
	if r := s.Restricted; r != nil && r.Include == nil && r.When == nil && len(d.At(path+".restricted").Keys) > 0 {
		s.Restricted = nil // keys with nothing behind them say nothing
	}
	if s.Restricted != nil {
		checkGlobs(d, path+".restricted.include", s.Restricted.Include)
	}
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
		Restricted: (*Restricted)(s.Restricted),
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
		l.main.Add(path, "folder, github and github_issues: a source has one of them: make each a source of its own")
	case kinds == 0 && !l.main.At(path).Has("folder", "github", "github_issues", "git", "type", "kind", "confluence", "notion", "gitlab"):
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
	if !l.main.At(part).IsObject() {
		return // told already
	}
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
	if why := l.notAFolder(path); why != "" {
		l.main.Add(part+".path", why)
		return ""
	}
	return l.main.File(path)
}

// notAFolder says why a path names no folder; one that is not there may come
// later. It tells nothing of the path, which may hold a variable's value.
func (l *loader) notAFolder(path string) string {
	info, err := os.Stat(l.main.File(path))
	there := err == nil
	switch {
	case path == "":
		return "is missing: name the folder, path: …"
	case there && !info.IsDir():
		return "this is a file: name the folder that holds it"
	case there:
		return ""
	case strings.Contains(path, "://"), strings.HasPrefix(path, "git@"):
		return "this is an address: a folder is one of this machine. For reviews on GitHub use github: {repository: owner/name} instead"
	case strings.HasPrefix(path, "~"), strings.HasPrefix(path, "$"):
		return "~ and $HOME are not replaced: write ${HOME}/…, or the whole path"
	case strings.Contains(path, "*"):
		return "this is a pattern: name the folder alone, and the pattern under include"
	}
	return ""
}

// report reads the places that a source writes to.
func (l *loader) report(words []string, path string) []review.Mode {
	modes := []review.Mode{}
	for i, w := range words {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch mode := review.Mode(w); {
		case mode != review.ModeBlock && mode != review.ModeLinks && mode != review.ModeComment:
			l.main.Add(at, "must be block, links or comment, each an entry of the list: [block, links]. [] writes nothing")
		case slices.Contains(modes, mode):
			l.main.Add(at, w+" is given twice: once is enough")
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

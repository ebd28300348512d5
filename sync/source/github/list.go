package github

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/format"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// List names every document in the folder; none is opened. While the branch
// stays where it is, that takes one conditional request. What stands in the
// way of the whole folder makes the listing fail, what is wrong with one file
// is that entry's problem.
func (s *Source) List(ctx context.Context) ([]source.Entry, error) {
	now, err := s.base.look(ctx, 0)
	if err != nil {
		return nil, fmt.Errorf("list source %s: %w", s.name, err)
	}
	return slices.Clone(now.entries), nil
}

// entries are the documents of a snapshot, sorted by path.
func (d *folder) entries(ctx context.Context, now *snapshot) ([]source.Entry, error) {
	links, err := d.follow(ctx, now)
	if err != nil {
		return nil, err
	}
	var out []source.Entry
	for p, f := range now.files {
		if f.Mode == gitdata.Link {
			if why := links[p]; why != nil {
				out = append(out, refused(p, why))
			}
			continue
		}
		out = append(out, entryOf(p, f))
	}
	slices.SortFunc(out, func(a, b source.Entry) int { return strings.Compare(a.Path, b.Path) })
	format.Renderings(out)
	return out, nil
}

var (
	errSubmodule = errors.New("it is a submodule: its files lie in another repository, name that one as a source of its own")
	errName      = errors.New("its name is not valid UTF-8")
)

func entryOf(p string, f gitdata.File) source.Entry {
	switch {
	case f.Mode == gitdata.Submodule:
		return refused(p, errSubmodule)
	case strings.ContainsRune(p, '\uFFFD'):
		return refused(p, errName)
	}
	e := source.Entry{Path: p, Revision: f.SHA}
	if f.Size > format.MaxFile {
		e.Problem = fmt.Errorf("%s %w: it has %d bytes, at most %d (8 MB) are read", p, source.ErrUnreadable, f.Size, format.MaxFile)
	}
	return e
}

func refused(p string, why error) source.Entry {
	return source.Entry{Path: p, Revision: "refused: " + why.Error(), Problem: fmt.Errorf("%s %w: %w", p, source.ErrUnreadable, why)}
}

// Bounds of the links that are looked at: each is a request, once, and a path
// of git is not longer.
const (
	maxLinks = 100
	maxPath  = 4096
)

// follow says of each link why it can't be taken; nil: it leads to a document
// that is listed under its own name. Links themselves are never read.
func (d *folder) follow(ctx context.Context, now *snapshot) (map[string]error, error) {
	out := map[string]error{}
	for _, p := range slices.Sorted(maps.Keys(now.files)) {
		f := now.files[p]
		switch {
		case f.Mode != gitdata.Link:
			continue
		case len(out) >= maxLinks || f.Size > maxPath:
			out[p] = errors.New("it is a symbolic link, too long or one of very many: put the review itself here")
			continue
		}
		to, err := d.target(ctx, now.repo, f)
		if err != nil {
			return nil, fmt.Errorf("read the link %s: %w", p, err)
		}
		out[p] = d.leads(now, p, to)
	}
	return out, nil
}

func (d *folder) target(ctx context.Context, repo *repository, f gitdata.File) (string, error) {
	if to, known := d.targets[f.SHA]; known {
		return to, nil
	}
	data, err := repo.Blob(ctx, f.SHA)
	if err != nil {
		return "", err
	}
	d.targets[f.SHA] = string(data)
	return string(data), nil
}

func (d *folder) leads(now *snapshot, p, to string) error {
	at := path.Join(path.Dir(below(d.path, p)), to)
	within := at
	if d.path != "" {
		within = strings.TrimPrefix(at, d.path+"/")
	}
	if f, ok := now.files[within]; ok && f.Plain() && !path.IsAbs(to) && below(d.path, within) == at {
		return nil
	}
	return fmt.Errorf("it is a symbolic link to %.200q, which is none of the reviews in %s, and links are not followed: put the review itself here", to, orRoot(d.path))
}

func orRoot(folder string) string {
	if folder == "" {
		return "this repository"
	}
	return folder
}

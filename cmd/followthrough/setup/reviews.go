package setup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config/tree"
)

// github is the site where none is named.
const github = "https://github.com"

// defaultLabel is on issues that are reviews, where nothing else is said.
const defaultLabel = "post-mortem"

// reviewQuestions find out where the reviews are.
type reviewQuestions struct{ *Setup }

// reviews finds out where reviews are, and looks there.
func (s reviewQuestions) reviews(ctx context.Context) error {
	a := &s.Answers
	if a.Reviews.Kind != "" || s.Ask == nil {
		return s.reviewsGiven(ctx)
	}
	s.Ask.Head("Where are your reviews?")
	chosen, err := s.Ask.Choose(ctx, terminal.Question{Text: "Number", Default: "1"}, 1,
		"folder: Markdown files on this machine", "github: Markdown files in a GitHub repository", "issues: GitHub issues with a label")
	if err != nil {
		return err
	}
	a.Reviews.Kind = []string{Folder, Repository, Issues}[chosen[0]]
	if a.Reviews.Kind == Folder {
		return s.folder(ctx)
	}
	return s.repository(ctx)
}

// reviewsGiven takes what flags say; a folder is looked at, which costs nothing.
func (s reviewQuestions) reviewsGiven(ctx context.Context) error {
	a := &s.Answers
	switch a.Reviews.Kind {
	case "":
		a.Reviews = Reviews{Kind: Folder, Path: "reviews"}
	case Folder:
		var err error
		if a.Reviews.Path, err = s.path(a.Reviews.Path); err != nil {
			return fmt.Errorf("--reviews: %w", err)
		}
	case Issues:
		a.Reviews.Label = cmp.Or(a.Reviews.Label, defaultLabel)
	}
	if a.Reviews.Kind == Folder {
		if err := s.outside(a.Reviews.Path); err != nil {
			return fmt.Errorf("--reviews: %w", err)
		}
		var err error
		s.Found, err = s.Probe.Reviews(ctx, *a)
		return err
	}
	return nil
}

// folder asks for the folder of the reviews.
func (s reviewQuestions) folder(ctx context.Context) error {
	offered := s.likely()
	for answer := ""; ; {
		var err error
		if answer == "" {
			if answer, err = s.Ask.Line(ctx, terminal.Question{Text: "Folder" + s.seenFrom(), Default: offered, Take: s.path}); err != nil {
				return err
			}
		}
		s.Answers.Reviews.Path = answer
		if err = cmp.Or(s.outside(answer), s.wrongIn("sources")); err == nil {
			s.Found, err = s.Probe.Reviews(ctx, s.Answers)
		}
		switch {
		case ctx.Err() != nil:
			return terminal.ErrEnded
		case err != nil:
			s.Ask.Say("%v", err)
			answer = ""
			continue
		case s.Found.Total > 0 || answer == "reviews" || s.there(answer):
			return nil
		}
		made, other, err := s.offerToMake(ctx, answer)
		if err != nil || made {
			return err
		}
		answer = other
	}
}

// offerToMake asks whether to make a folder; other is the one that was typed instead.
func (s reviewQuestions) offerToMake(ctx context.Context, path string) (made bool, other string, err error) {
	q := terminal.Question{Text: fmt.Sprintf("There is no folder %s yet. Make it, with an example? (or type another folder)", path), Default: "n", Shown: "y/N"}
	q.Take = func(answer string) (string, error) {
		switch strings.ToLower(answer) {
		case "y", "yes":
			made = true
			return "", nil
		case "n", "no":
			return "", nil
		}
		return s.path(answer)
	}
	other, err = s.Ask.Line(ctx, q)
	return made, other, err
}

// seenFrom says where a relative path begins, where that is not the working
// directory.
func (s reviewQuestions) seenFrom() string {
	if filepath.Clean(s.Dir) == "." {
		return ""
	}
	return ", seen from " + s.Dir
}

// likely is the folder that is offered: the first of the usual ones that is
// there.
func (s reviewQuestions) likely() string {
	for _, in := range []string{"", "docs/", "../", "../docs/"} {
		for _, name := range []string{"reviews", "post-mortems", "postmortems", "incidents"} {
			if s.there(in + name) {
				return in + name
			}
		}
	}
	return "reviews"
}

func (s *Setup) there(path string) bool {
	info, err := os.Stat(s.At(path))
	return err == nil && info.IsDir()
}

func (s *Setup) file(path string) bool {
	_, err := os.Lstat(s.At(path))
	return err == nil
}

// At is a path of the configuration as it is seen from the working directory.
func (s *Setup) At(path string) string { return At(s.Dir, path) }

// At is a path of a configuration in dir.
func At(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// SeenFrom is a path of the working directory as a configuration in dir has it.
func SeenFrom(dir, path string) (string, error) {
	if path == "" || filepath.IsAbs(path) {
		return path, nil
	}
	from, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	to, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(from, to)
	return filepath.ToSlash(rel), err
}

// path judges the path of a folder.
func (s *Setup) path(answer string) (string, error) {
	if rest, ok := strings.CutPrefix(answer, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("~ is not known here: %w", err)
		}
		answer = filepath.Join(home, rest)
	}
	info, err := os.Stat(s.At(answer))
	switch {
	case err == nil && !info.IsDir():
		return "", fmt.Errorf("%s is a file: name the folder", answer)
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return "", fmt.Errorf("%s can't be looked at: %w", answer, tree.Reason(err))
	}
	return filepath.ToSlash(filepath.Clean(answer)), nil
}

// outside refuses a folder in which the configuration itself would lie.
func (s reviewQuestions) outside(path string) error {
	folder, err := resolved(s.At(path))
	if err != nil {
		return nil // it is not there yet
	}
	dir, err := filepath.Abs(s.Dir)
	if err != nil {
		return err
	}
	for ; ; dir = filepath.Dir(dir) { // it may not be there yet, its parents are
		if real, err := resolved(dir); err == nil {
			dir = real
			break
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
	if rel, err := filepath.Rel(folder, dir); err != nil || !filepath.IsLocal(rel) {
		return nil
	}
	return fmt.Errorf("%s would hold followthrough.yaml too, and whoever writes reviews could change it: "+
		"name a folder below, or end this and begin in another one%s", s.At(path), beside(folder))
}

// beside names a folder for the configuration beside that of the reviews, as it
// is seen from the working directory; "": there is no room.
func beside(folder string) string {
	here, err := resolved(".")
	if err != nil {
		return ""
	}
	for _, name := range []string{"followthrough", "followthrough-config"} {
		other := filepath.Join(filepath.Dir(folder), name)
		if _, err := os.Lstat(other); err == nil || filepath.Dir(folder) == folder {
			continue
		}
		if rel, err := filepath.Rel(here, other); err == nil {
			return ", such as `followthrough init " + terminal.Quoted(filepath.ToSlash(rel)) + "`"
		}
	}
	return ""
}

func resolved(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// repository asks for the repository of the reviews.
func (s reviewQuestions) repository(ctx context.Context) error {
	a := &s.Answers
	for {
		var folder string
		_, err := s.Ask.Line(ctx, terminal.Question{Text: "Repository (owner/name, or its address)", Default: a.Reviews.Repository, Take: func(answer string) (string, error) {
			name, in, site, err := repository(answer)
			if err != nil {
				return "", err
			}
			if wrong := s.Probe.Site(GitHub, Login{URL: site}); len(wrong) > 0 {
				return "", wrong[0]
			}
			a.Reviews.Repository, folder, a.GitHub.URL = name, in, cmp.Or(site, a.GitHub.URL)
			return answer, nil
		}})
		if err != nil {
			return err
		}
		if a.Reviews.Kind == Issues {
			a.Reviews.Label, err = s.Ask.Line(ctx, terminal.Question{Text: "Label of issues that are reviews", Default: cmp.Or(a.Reviews.Label, defaultLabel)})
		} else {
			a.Reviews.Path, err = s.Ask.Line(ctx, terminal.Question{Text: "Folder in it (empty: all of it)", Default: cmp.Or(folder, a.Reviews.Path), Empty: true,
				Take: func(answer string) (string, error) { return strings.Trim(answer, "/"), nil }})
		}
		if err != nil {
			return err
		}
		if err := s.wrongIn("sources"); err != nil {
			s.Ask.Say("%v", err)
			continue
		}
		if err := loginQuestions(s).token(ctx, GitHub); err != nil {
			return err
		}
		again, err := s.lookedAt(ctx)
		if err != nil || !again {
			return err
		}
	}
}

// lookedAt lists the reviews of a repository, and says whether to ask again.
func (s reviewQuestions) lookedAt(ctx context.Context) (again bool, err error) {
	var found Found
	looked, err := loginQuestions(s).look(ctx, s.Answers.GitHub, "the reviews are not looked at", func(ctx context.Context) (err error) {
		found, err = s.Probe.Reviews(ctx, s.Answers)
		return err
	})
	switch {
	case !looked || errors.Is(err, terminal.ErrEnded):
		return false, err
	case err == nil && found.Total == 0:
		s.Ask.Say("The repository can be read, and no review is there yet.")
		return false, nil
	case err == nil:
		s.Found = found
		return false, nil
	}
	s.Ask.Say("%v", err)
	return loginQuestions(s).again(ctx)
}

// Package outfile writes what a command prints into a file that a person
// names, and keeps it away from the files that followthrough lives on. It knows
// nothing of what is written.
package outfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/atomicfile"
)

// Check refuses a file that something else depends on: the store, the
// configuration, what lies among the backlogs, and a Markdown file among the
// reviews, which would be read as one. Links are followed.
func Check(cfg *config.Config, file string) error {
	target := actual(file)
	for _, name := range slices.Concat([]string{cfg.File}, cfg.Files) {
		if actual(name) == target {
			return fmt.Errorf("%s is the configuration: write it elsewhere", file)
		}
	}
	if store := actual(cfg.Store); cfg.Database.IsZero() && (target == store || strings.HasPrefix(target, store+"-") || target == store+".lock") {
		return fmt.Errorf("%s is the store: write it elsewhere", file)
	}
	return errors.Join(amongBacklogs(cfg, file, target), amongReviews(cfg, file, target))
}

// amongBacklogs refuses a file that lies among backlogs, or may: where they are
// can't be told while a variable has no value.
func amongBacklogs(cfg *config.Config, file, target string) error {
	for _, t := range cfg.Trackers {
		switch {
		case t.Files == nil:
		case t.Lacks != nil:
			return fmt.Errorf("%s may lie among the backlogs of %s: %w", file, t.Name, t.Lacks)
		case below(t.Files.Path, target):
			return fmt.Errorf("%s lies among the backlogs of %s: write it elsewhere", file, t.Name)
		}
	}
	return nil
}

// amongReviews refuses a Markdown file that lies among reviews, or may.
func amongReviews(cfg *config.Config, file, target string) error {
	for _, s := range cfg.Sources {
		switch {
		case s.Folder == nil || !markdown(target):
		case s.Lacks != nil:
			return fmt.Errorf("%s may lie among the reviews of %s: %w", file, s.Name, s.Lacks)
		case below(s.Folder.Path, target):
			return fmt.Errorf("%s lies among the reviews of %s and would be read as one: write it elsewhere", file, s.Name)
		}
	}
	return nil
}

// Replace writes a file, whole or not at all, whether it is there or not.
func Replace(ctx context.Context, path string, data []byte) error {
	disk := &atomicfile.Disk{}
	was, err := disk.Peek(path, 0)
	if errors.Is(err, fs.ErrNotExist) {
		_, err = disk.Create(ctx, path, data)
	} else if err == nil {
		_, err = disk.Replace(ctx, was, data)
	}
	return err
}

// actual is the absolute path of a file with its links followed, those of its
// folder where the file is not there.
func actual(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if at, err := filepath.EvalSymlinks(abs); err == nil {
		return at
	}
	if to, err := os.Readlink(abs); err == nil && filepath.IsAbs(to) {
		abs = to
	} else if err == nil {
		abs = filepath.Join(filepath.Dir(abs), to)
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		return filepath.Join(dir, filepath.Base(abs))
	}
	return abs
}

func below(folder, target string) bool {
	rel, err := filepath.Rel(actual(folder), target)
	return err == nil && filepath.IsLocal(rel)
}

func markdown(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

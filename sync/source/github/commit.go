package github

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"slices"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// made is a commit of ours.
type made struct{ commit, tree string }

// treeEntry is one file of a tree to be made: by its words, or by its blob.
type treeEntry struct {
	Path    string  `json:"path"`
	Mode    string  `json:"mode"`
	Type    string  `json:"type"`
	Content *string `json:"content,omitempty"`
	SHA     *string `json:"sha,omitempty"`
}

// Bounds of one request that makes a tree; a larger change takes several.
const (
	mostEntries = 200
	mostWords   = 4 << 20
)

// build makes a commit on top of a snapshot, on no branch yet. Neither author
// nor committer is named: GitHub puts in who asks, and signs for an App.
func (w *writing) build(now *snapshot, changes []change, message string) (made, error) {
	var entries []treeEntry
	for _, c := range changes {
		e, err := w.entryOf(now, c)
		if err != nil {
			return made{}, err
		}
		entries = append(entries, e)
	}
	return w.buildOf(now, entries, message)
}

func (w *writing) buildOf(now *snapshot, entries []treeEntry, message string) (made, error) {
	tree, err := w.plant(now.repo, now.tree, entries)
	if err != nil {
		return made{}, err
	}
	return w.commitTree(now, tree, message)
}

// plant makes a tree of another with some files in place of theirs.
func (w *writing) plant(repo *repository, tree string, entries []treeEntry) (string, error) {
	for rest := entries; len(rest) > 0; {
		n, words := 0, 0
		for n < len(rest) && n < mostEntries && (n == 0 || words+rest[n].words() <= mostWords) {
			words += rest[n].words()
			n++
		}
		in := map[string]any{"base_tree": tree, "tree": rest[:n]}
		var out struct {
			SHA string `json:"sha"`
		}
		if err := w.send("POST", repo.api("git/trees"), in, &out); err != nil {
			return "", fmt.Errorf("make a tree: %w", err)
		}
		tree, rest = out.SHA, rest[n:]
	}
	return tree, nil
}

func (e treeEntry) words() int {
	if e.Content == nil {
		return 0
	}
	return len(*e.Content)
}

func (w *writing) commitTree(now *snapshot, tree, message string) (made, error) {
	in := map[string]any{"message": message, "tree": tree, "parents": []string{now.commit}}
	var out struct {
		SHA string `json:"sha"`
	}
	if err := w.send("POST", now.repo.api("git/commits"), in, &out); err != nil {
		return made{}, fmt.Errorf("make a commit: %w", err)
	}
	return made{commit: out.SHA, tree: tree}, nil
}

// entryOf is a change as a tree takes it. Words that JSON or a server may not
// bring over as they are go as a blob of their own.
func (w *writing) entryOf(now *snapshot, c change) (treeEntry, error) {
	e := treeEntry{Path: below(w.folder, c.path), Mode: c.file.mode, Type: "blob"}
	if plainWords(c.text) {
		text := string(c.text)
		e.Content = &text
		return e, nil
	}
	in := map[string]string{"content": base64.StdEncoding.EncodeToString(c.text), "encoding": "base64"}
	var out struct {
		SHA string `json:"sha"`
	}
	if err := w.send("POST", now.repo.api("git/blobs"), in, &out); err != nil {
		return e, fmt.Errorf("make a blob of %s: %w", c.path, err)
	}
	e.SHA = &out.SHA
	return e, nil
}

// plainWords tells whether a text has no byte order mark, no control character
// but tabs and line ends, and no surrogates' stand-in.
func plainWords(text []byte) bool {
	return !bytes.HasPrefix(text, []byte("\ufeff")) && !bytes.ContainsRune(text, '\uFFFD') &&
		!slices.ContainsFunc(text, func(b byte) bool { return b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f })
}

// moveRef lets a branch stand at a commit; by force, whatever it loses, which
// is for a branch of our own.
func (w *writing) moveRef(repo *repository, branch, commit string, force bool) error {
	in := map[string]any{"sha": commit, "force": force}
	if err := w.send("PATCH", repo.api("git/refs/heads/%s", escaped(branch)), in, nil); err != nil {
		return &refError{branch, err}
	}
	return nil
}

// refError is the refusal to move a branch: its rules may be the cause.
type refError struct {
	branch string
	err    error
}

// Error names the branch.
func (e *refError) Error() string { return fmt.Sprintf("move branch %s: %v", e.branch, e.err) }

// Unwrap gives the cause.
func (e *refError) Unwrap() error { return e.err }

// send waits for its turn and writes. What names git's objects by what is in
// them, and a branch's place, may be sent twice.
func (w *writing) send(method, path string, in, out any) error {
	if err := w.opt.Client.Turn(w.ctx); err != nil {
		return err
	}
	_, err := w.opt.Client.Do(client.WithSort(w.ctx, client.Idempotent), method, path, in, out)
	return err
}

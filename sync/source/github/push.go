package github

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	gh "github.com/google/go-github/v60/github"
)

// errPushed is the error of a branch that got another commit meanwhile.
var errPushed = errors.New("somebody pushed to it just now: looked at again at the next pass")

// push lets our branch be one commit on top of the newest base. It stood at
// the commit at ("": it is not there): stands it elsewhere by now, somebody
// else's work is there, and stays.
func (w *writing) push(now *snapshot, changes []change, carried map[string]file, at string) (made, error) {
	var entries []treeEntry
	for _, path := range slices.Sorted(maps.Keys(carried)) {
		f := carried[path]
		entries = append(entries, treeEntry{Path: below(w.folder, path), Mode: f.mode, Type: "blob", SHA: &f.sha})
	}
	for _, c := range changes {
		e, err := w.entryOf(now, c)
		if err != nil {
			return made{}, err
		}
		entries = append(entries, e)
	}
	tree, err := w.plant(now.repo, now.tree, entries)
	if err != nil {
		return made{}, err
	}
	m, err := w.commitTree(now, tree, w.message(changes)+"\n"+w.sealOf(tree)+"\n")
	if err != nil {
		return made{}, err
	}
	return m, w.place(now.repo, m.commit, at)
}

// place puts our branch where it is to be.
func (w *writing) place(repo *repository, commit, at string) error {
	if at == "" {
		in := map[string]string{"ref": "refs/heads/" + w.opt.Branch, "sha": commit}
		if err := w.send("POST", repo.api("git/refs"), in, nil); err != nil {
			return &refError{w.opt.Branch, err}
		}
		return nil
	}
	var got gh.Reference
	if _, err := w.opt.Client.Do(w.ctx, "GET", repo.api("git/ref/heads/%s", escaped(w.opt.Branch)), nil, &got); err != nil {
		return &refError{w.opt.Branch, err}
	}
	if got.GetObject().GetSHA() != at {
		return &refError{w.opt.Branch, errPushed}
	}
	return w.moveRef(repo, w.opt.Branch, commit, true)
}

// openPull opens the pull request for what was pushed.
func (w *writing) openPull(now *snapshot, changes []change) (pull, error) {
	n := w.noteOf(note{}, changes)
	in := map[string]any{
		"title": title(len(changes)), "head": w.opt.Branch, "base": now.branch, "body": w.body(n, changes),
	}
	var got gh.PullRequest
	if err := w.opt.Client.Turn(w.ctx); err != nil {
		return pull{}, err
	}
	if _, err := w.opt.Client.Do(w.ctx, "POST", now.repo.api("pulls"), in, &got); err != nil {
		return pull{}, fmt.Errorf("open a pull request for branch %s: %w", w.opt.Branch, err)
	}
	return pullOf(&got), nil
}

// retitle lets the open pull request say what it holds by now.
func (w *writing) retitle(now *snapshot, p *pull, changes []change, carried int) error {
	n := w.noteOf(p.note, changes)
	name := title(carried + len(changes))
	if name == p.title && n.String() == p.note.String() {
		return nil
	}
	text := w.body(n, changes)
	if err := w.send("PATCH", now.repo.api("pulls/%d", p.number), map[string]any{"title": name, "body": text}, nil); err != nil {
		return fmt.Errorf("say in %s what it holds: %w", p.url, err)
	}
	return nil
}

// withdraw closes a pull request that has nothing to propose any more.
func (w *writing) withdraw(now *snapshot, p pull) error {
	p.note.Source, p.note.Withdrawn = w.name, true
	text := "The reviews say already what this was about.\n\n" + p.note.String() + "\n"
	if err := w.send("PATCH", now.repo.api("pulls/%d", p.number), map[string]any{"state": "closed", "body": text}, nil); err != nil {
		return fmt.Errorf("close %s: %w", p.url, err)
	}
	return nil
}

func (w *writing) noteOf(was note, changes []change) note {
	n := note{Source: w.name, Reviews: map[string]string{}}
	maps.Copy(n.Reviews, was.Reviews)
	for _, c := range changes {
		r := w.jobs[c.job].Report
		n.Reviews[string(r.Review)] = r.Digest
	}
	return n
}

func title(reviews int) string {
	if reviews == 1 {
		return "Follow-through in 1 review"
	}
	return fmt.Sprintf("Follow-through in %d reviews", reviews)
}

func (w *writing) body(n note, changes []change) string {
	var out strings.Builder
	out.WriteString("What became of the actions in these reviews. Merged, it stands in them; until then this pull request is kept up to date, and left alone once it is approved or somebody else pushed to it.\n\n")
	out.WriteString(w.sums(changes, "- `%s`: %s\n"))
	if rest := len(n.Reviews) - len(changes); rest > 0 {
		fmt.Fprintf(&out, "- and what was proposed before, in %d more\n", rest)
	}
	out.WriteString("\n" + n.String() + "\n")
	return out.String()
}

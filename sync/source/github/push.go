package github

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	gh "github.com/google/go-github/v60/github"

	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// errPushed is the error of a branch that got another commit meanwhile.
var errPushed = errors.New("somebody pushed to it just now: looked at again at the next pass")

// push lets our branch be one commit on top of the newest base. It stood at
// the commit at ("": it is not there): stands it elsewhere by now, somebody
// else's work is there, and stays.
func (w *proposal) push(changes []change, carried map[string]gitdata.File, at string) (string, error) {
	made, err := w.build(w.now, changes, carried, func(tree string) string {
		return w.message(changes) + "\n" + w.pulls.sealOf(tree) + "\n"
	})
	if err != nil {
		return "", err
	}
	if at == "" {
		return made.SHA, w.now.repo.MakeBranch(w.ctx, w.opt.Branch, made.SHA)
	}
	is, err := w.now.repo.Head(w.ctx, w.opt.Branch)
	if err != nil {
		return "", fmt.Errorf("look for branch %s: %w", w.opt.Branch, err)
	}
	if is != at {
		return "", fmt.Errorf("branch %s: %w", w.opt.Branch, errPushed)
	}
	return made.SHA, w.now.repo.Replace(w.ctx, w.opt.Branch, made.SHA)
}

// openPull opens the pull request for what was pushed.
func (w *proposal) openPull(changes []change) (pull, error) {
	n := w.noteOf(note{}, changes)
	in := map[string]any{
		"title": title(len(changes)), "head": w.opt.Branch, "base": w.now.branch, "body": w.body(n, changes),
	}
	var got gh.PullRequest
	if err := w.now.repo.Make(w.ctx, w.now.repo.API("pulls"), in, &got); err != nil {
		return pull{}, fmt.Errorf("open a pull request for branch %s: %w", w.opt.Branch, err)
	}
	return w.pulls.of(&got), nil
}

// ownTitle is a title that nobody gave another form.
var ownTitle = regexp.MustCompile(`^Follow-through in [0-9]+ reviews?$`)

// retitle lets the open pull request say what it holds by now. A title that a
// person gave it stays.
func (w *proposal) retitle(p *pull, changes []change, carried int) error {
	n := w.noteOf(p.note, changes)
	name := p.title
	if ownTitle.MatchString(name) {
		name = title(carried + len(changes))
	}
	if name == p.title && n.String() == p.note.String() {
		return nil
	}
	text := w.body(n, changes)
	if err := w.now.repo.Send(w.ctx, "PATCH", w.now.repo.API("pulls/%d", p.number), map[string]any{"title": name, "body": text}, nil); err != nil {
		return fmt.Errorf("say in %s what it holds: %w", p.url, err)
	}
	return nil
}

// withdraw closes a pull request that has nothing to propose any more.
func (w *proposal) withdraw(p pull) error {
	p.note.Source, p.note.Withdrawn = w.source.name, true
	text := "The reviews say already what this was about.\n\n" + p.note.String() + "\n"
	if err := w.now.repo.Send(w.ctx, "PATCH", w.now.repo.API("pulls/%d", p.number), map[string]any{"state": "closed", "body": text}, nil); err != nil {
		return fmt.Errorf("close %s: %w", p.url, err)
	}
	return nil
}

// mostNoted bounds how many reviews a note keeps, for the same reason. What it
// does not know of a pull request that was closed may be proposed again.
const mostNoted = 1500

func (w *proposal) noteOf(was note, changes []change) note {
	n := note{Source: w.source.name, Reviews: map[string]string{}}
	maps.Copy(n.Reviews, was.Reviews)
	for _, c := range changes {
		r := w.jobs[c.job].WriteBack
		n.Reviews[string(r.Review)] = r.Digest
	}
	for _, key := range slices.Sorted(maps.Keys(n.Reviews))[min(mostNoted, len(n.Reviews)):] {
		delete(n.Reviews, key)
	}
	return n
}

func title(reviews int) string {
	if reviews == 1 {
		return "Follow-through in 1 review"
	}
	return fmt.Sprintf("Follow-through in %d reviews", reviews)
}

func (w *proposal) body(n note, changes []change) string {
	var out strings.Builder
	out.WriteString("What became of the actions in these reviews. Merged, it stands in them; until then this pull request is kept up to date, and left alone once it is approved or somebody else pushed to it.\n\n")
	out.WriteString(w.sums(changes, "- `%s`: %s\n"))
	if rest := len(n.Reviews) - len(changes); rest > 0 {
		fmt.Fprintf(&out, "- and what was proposed before, in %d more\n", rest)
	}
	out.WriteString("\n" + n.String() + "\n")
	return out.String()
}

package gitworld

import (
	"slices"
	"time"
)

// Follows reports whether a commit is another or has it among its ancestors.
func (r *Repository) Follows(h, ancestor Hash) bool {
	return h == ancestor || r.ancestry(h)[ancestor]
}

// ancestry are a commit and all before it.
func (r *Repository) ancestry(h Hash) map[Hash]bool {
	seen := map[Hash]bool{}
	next := []Hash{h}
	for len(next) > 0 {
		h, next = next[0], next[1:]
		c, there := r.Commit(h)
		if there && !seen[h] {
			seen[h] = true
			next = append(next, c.Parents...)
		}
	}
	return seen
}

// MergeBase is the best common ancestor; "" where there is none.
func (r *Repository) MergeBase(a, b Hash) Hash {
	known := r.ancestry(a)
	next := []Hash{b}
	for len(next) > 0 {
		var h Hash
		h, next = next[0], next[1:]
		if known[h] {
			return h
		}
		c, _ := r.Commit(h)
		next = append(next, c.Parents...)
	}
	return ""
}

// Log are a commit and those before it, a commit always before its parents,
// else the later first.
func (r *Repository) Log(from Hash) []Commit { return r.Between("", from) }

// Between are the commits that lead to a commit and not to base, the last
// first.
func (r *Repository) Between(base, to Hash) []Commit {
	known, wanted := r.ancestry(base), r.ancestry(to)
	children := map[Hash]int{}
	for h := range wanted {
		c, _ := r.Commit(h)
		for _, p := range c.Parents {
			children[p]++
		}
	}
	var out []Commit
	ready := []Hash{to}
	for len(ready) > 0 {
		c, there := r.Commit(r.latest(ready))
		if !there {
			break
		}
		ready = slices.DeleteFunc(ready, func(h Hash) bool { return h == c.Hash })
		if !known[c.Hash] {
			out = append(out, c)
		}
		for _, p := range c.Parents {
			if children[p]--; children[p] == 0 {
				ready = append(ready, p)
			}
		}
	}
	return out
}

// latest is the one of the commits that was made last; of equals the first.
func (r *Repository) latest(of []Hash) Hash {
	var best Hash
	var when time.Time
	for _, h := range of {
		if c, _ := r.Commit(h); best == "" || c.Committer.At.After(when) {
			best, when = h, c.Committer.At
		}
	}
	return best
}

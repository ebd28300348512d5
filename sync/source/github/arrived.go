package github

import "time"

// arrivals are when documents reached the branch, by path, and the paths that were
// ever seen there.
type arrivals struct {
	at    map[string]time.Time
	known map[string]bool
}

// note notes the documents that this process never saw before and that came with
// a push which took none away. In any other case the file may be an old one under
// a new name, or one that is put back, and its publication is what was known of
// it.
func (a arrivals) note(now, was *snapshot) {
	moved := was == nil
	if was != nil {
		for p := range was.files {
			if _, there := now.files[p]; !there {
				moved = true
			}
		}
	}
	for p := range now.files {
		if !moved && !a.known[p] {
			a.at[p] = arrival(was.date, now.committed, now.date)
		}
		a.known[p] = true
	}
}

// arrival is the commit's own date, where it lies between the two looks that
// saw the branch without it and with it: a commit may be older than its push,
// and be dated by a clock that is wrong.
func arrival(before, committed, seen time.Time) time.Time {
	if committed.Before(before) || committed.After(seen) {
		return seen
	}
	return committed
}

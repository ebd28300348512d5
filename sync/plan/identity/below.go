package identity

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// below are the known actions with an item whose lines are read as the text that an
// action of the reading goes on with, by the reading's index: an earlier version took
// the line above them for their label, or a person put them there.
func (j *joining) below() map[int][]int {
	if j.details != nil {
		return j.details
	}
	j.details = map[int][]int{}
	byWords := map[string][]int{}
	for k, known := range j.known {
		if known.Now != "" && !j.taken[k] && known.Item != nil {
			byWords[known.Now] = append(byWords[known.Now], k)
		}
	}
	if len(byWords) == 0 {
		return j.details
	}
	for i, a := range j.reading.Actions {
		for line := range strings.Lines(a.Detail) {
			if k := j.lineOf(strings.TrimSpace(line), byWords); k != unmatched {
				j.details[i] = append(j.details[i], k)
			}
		}
	}
	return j.details
}

// lineOf is the known action whose words are all of a line, but for the link to its
// item behind them; unmatched: there is none.
func (j *joining) lineOf(line string, byWords map[string][]int) int {
	for at := len(line); at > 0; at = strings.LastIndex(line[:at], " (") {
		words := review.Normalise(line[:at])
		for n, k := range byWords[words] {
			if at == len(line) || strings.Contains(line[at:], j.known[k].Item.Key) {
				byWords[words] = slices.Delete(byWords[words], n, n+1)
				return k
			}
		}
	}
	return unmatched
}

// standBelow adds the known actions that stand below another one.
func (j *joining) standBelow(stand map[int]bool) map[int]bool {
	for _, all := range j.below() {
		for _, k := range all {
			stand[k] = true
		}
	}
	return stand
}

// askBelow lets a line ask that came above known actions: it may be nothing but what
// they are about, and has no item of its own unless a person says so.
func (j *joining) askBelow() {
	for i, all := range j.below() {
		a := j.reading.Actions[i]
		_, held := j.meeting.Held[i]
		if !j.free(i) || held || linkOf(a) != nil || a.Answer.Separate || a.Mark.Settled() || a.Struck {
			continue
		}
		for _, k := range all {
			if _, asks := j.asks[i]; !asks && !j.taken[k] {
				j.asks[i] = plan.Asked{Action: j.known[k].Key, Text: j.texts[i], Item: *j.known[k].Item, Reworded: true}
			}
		}
	}
}

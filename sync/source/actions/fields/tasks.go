package fields

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// taskSigns takes what Obsidian's Tasks reads as properties out of the text,
// wherever it stands: due and priority are kept. A day on which it was done
// says so only where no box decides.
func (f *Fields) taskSigns() {
	var cuts [][2]int
	for _, s := range words.TaskSigns(f.r.Text) {
		if f.r.InCode(s.From) {
			continue
		}
		if s.State != "" && f.A.Mark == "" {
			SetState(&f.A, s.State, "")
		}
		if s.Field != "" && !f.Value(s.Field, s.Value, f.r.Slice(s.From, s.To)) {
			continue
		}
		cuts = append(cuts, [2]int{s.From, s.To})
	}
	if len(cuts) > 0 && words.Count(f.r.Text) > 0 {
		f.r.CutAll(cuts)
		f.novel = true
	}
}

// taskDetail takes a line below an action that holds nothing but properties.
func taskDetail(a *review.Action, text document.Rich) bool {
	f := &Fields{r: text, A: *a}
	if f.taskSigns(); !f.novel || strings.Trim(f.r.Text, " ,;") != "" {
		return false
	}
	*a = f.A
	return true
}

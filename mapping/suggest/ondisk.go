package suggest

import "strings"

// onDisk names the places of trackers that keep files as the files are named:
// the mapping knows both forms, and people one.
func (in Input) onDisk(s Suggestion) {
	for _, t := range s.Teams {
		if t.Backlog != nil {
			in.asFile(t.Backlog)
		}
		for i := range t.Fits {
			in.asFile(&t.Fits[i])
		}
	}
	for _, u := range s.Unsure {
		for i := range u.Fits {
			in.asFile(&u.Fits[i])
		}
	}
}

func (in Input) asFile(f *Fit) {
	for _, t := range in.Trackers {
		if t.Name != f.Tracker || t.bare(f.Project) != f.Project {
			continue
		}
		if f.Name == f.Project {
			f.Name += t.Ending
		}
		f.Project += t.Ending
	}
}

// bare is a place's name without the ending of a file.
func (t Tracker) bare(place string) string {
	if cut := len(place) - len(t.Ending); cut > 0 && strings.EqualFold(place[cut:], t.Ending) {
		return place[:cut]
	}
	return place
}

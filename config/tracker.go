package config

import "time"

// tracker judges one tracker.
func (l *loader) tracker(t trackerShape, path string) Tracker {
	d := l.main
	d.checkName(path, t.Name)
	if t.Name == "none" {
		d.add(path+".name", "none is the word for no tracker: choose another name")
	}
	if t.Files == nil {
		if !d.at(path).has("files", "jira", "github") {
			d.add(path, "does not say where its items are: give files: {path: …}")
		}
	} else {
		t.Files.Path = l.directory(path+".files", t.Files.Path)
	}
	out := Tracker{Name: t.Name, Files: t.Files}
	if t.Settle != nil {
		settle := time.Duration(*t.Settle)
		out.Settle = &settle
	}
	return out
}

package config

// Report says how reports are made.
type Report struct {
	// MinGroup folds the groups with fewer actions into one; 0: none.
	MinGroup int
}

type reportShape struct {
	MinGroup int `yaml:"min_group"`
}

// reports judges how reports are to be made.
func (l *loader) reports(s reportShape) Report {
	if s.MinGroup < 0 {
		l.main.Add("report.min_group", "must be 0 (no group is folded) or more")
	}
	return Report(s)
}

package files

// Config is the files part of a tracker's configuration.
type Config struct {
	// Path is the folder of the backlog files, absolute once the
	// configuration has been read.
	Path string `yaml:"path" meant:"dir directory folder root"`
}

// Backlog is the files part of a team's backlog; the file's name is the
// backlog's project.
type Backlog struct {
	// Section is the heading that new items are put under; "": Backlog.
	Section string `yaml:"section" json:"section,omitempty"`
}

// Apart is what tells this backlog from another one in the same file.
func (b Backlog) Apart() string { return b.Section }

// Settles tells whether items under this backlog's section would count as done
// or declined as soon as they are made.
func (b Backlog) Settles() bool { return stateOf(plain(b.Section)).Settled() }

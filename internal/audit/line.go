package audit

import "time"

// Line is one thing that was done, or may have been. What does not apply to it is left
// out.
type Line struct {
	Time time.Time `json:"time"` // in UTC
	// What was done, and what came of it: docs/audit.md lists both.
	What    string `json:"what"`
	Outcome string `json:"outcome"`
	// By is who did it: "daemon", "command", or "api" for what a program asked the
	// daemon to do. Person is who gave the command, as People has it told.
	By     string `json:"by"`
	Person string `json:"person,omitempty"`

	Instance string `json:"instance"`
	Version  string `json:"version"`

	Source  string `json:"source,omitempty"`
	Review  string `json:"review,omitempty"` // its key
	Path    string `json:"path,omitempty"`   // none of a restricted review
	Action  string `json:"action,omitempty"` // its key
	Tracker string `json:"tracker,omitempty"`
	Project string `json:"project,omitempty"`
	Item    string `json:"item,omitempty"` // its key

	// Reviews, Team and Flags are the scope and the flags of what a person or program
	// asked for.
	Reviews []string `json:"reviews,omitempty"`
	Team    string   `json:"team,omitempty"`
	Flags   []string `json:"flags,omitempty"`

	// Lost is how many lines of this process before this one could not be written.
	Lost int `json:"lost,omitempty"`
}

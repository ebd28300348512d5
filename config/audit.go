package config

import (
	"os"
	"path/filepath"
	"time"
)

// Audit says where it is kept what was done to trackers and reviews, and by whom.
type Audit struct {
	// File is absolute, AuditToStdout, or "": nothing is kept.
	File string `yaml:"file" meant:"path to"`
	// Keep is how long a line is kept at least, and Rotate after which time a new file
	// is begun; 0: for ever, and never.
	Keep   time.Duration `yaml:"keep" meant:"retention max_age"`
	Rotate time.Duration `yaml:"rotate" meant:"rotation every"`
	People string        `yaml:"people" words:"name pseudonym none" meant:"who users"`
}

// AuditToStdout stands for a file: lines go to standard output.
const AuditToStdout = "stdout"

// Short is the file alone.
func (a *Audit) Short(file string) { a.File = file }

// Refuses are the keys that are meant otherwise.
func (*Audit) Refuses() map[string]string {
	return map[string]string{"format": "a line is JSON: leave it out"}
}

// judgeAudit judges the keys of the audit, and makes its file absolute.
func (l *loader) judgeAudit(c *Config) {
	a := &c.Audit
	group := l.main.Root.Get("audit")
	l.mistake(group != nil && group.IsObject() && a.File == "", "audit", "must have file: a path, or stdout")
	l.mistake(a.Keep < 0, "audit.keep", "must be 0 (for ever) or more: leave it out for 400d")
	l.mistake(a.Rotate < 0, "audit.rotate", "must be 0 (never) or more: leave it out for 30d")
	l.mistake(a.Keep > 0 && a.Rotate == 0, "audit.rotate", "0 begins no new file, so none could be deleted after keep: say keep: 0, or leave rotate out for 30d")
	if a.File == "" || a.File == AuditToStdout {
		l.mistake(a.File != "" && group != nil && (group.Has("keep") || group.Has("rotate")), "audit", "keep and rotate are for a file: whoever collects standard output keeps it")
		return
	}
	a.File = l.main.File(a.File)
	info, err := os.Stat(a.File)
	l.mistake(err == nil && info.IsDir(), "audit", "this is a directory: name a file in it, such as "+filepath.Join(filepath.Base(a.File), "audit.jsonl"))
}

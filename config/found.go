package config

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/followthrough/followthrough/config/tree"
)

// judgeFound refuses a file that was found in the working directory and that
// another person may have put there: whoever writes the configuration says what
// is done with its credentials. One that a flag or variable names is meant.
func (l *loader) judgeFound(c *Config, system string) {
	if !c.Found {
		return
	}
	const instead = "it was only found in the working directory: name it with --config if it is meant"
	if owner := foreignOwner(l.main.Name); owner != "" {
		l.main.Add("", fmt.Sprintf("belongs to another user (%s); %s", owner, instead))
	}
	if everybodyWrites(l.main.Name) {
		l.main.Add("", "everybody may write to it: take that away (chmod o-w), or name it with --config if that is meant")
	}
	file := filepath.Join(l.main.Dir, filepath.Base(l.main.Name))
	machines, unknown := systemFolders(system, c.File)
	if unknown != nil { // it may be this one
		l.main.Add("", fmt.Sprintf("may lie in the folder of a source of the machine's own configuration (%v); %s", unknown, instead))
	}
	for _, dir := range append(folders(c), machines...) {
		if _, in := below(dir, file); in {
			l.main.Add("", fmt.Sprintf("lies in the folder of a source (%s), where reviews' authors write; %s", dir, instead))
			return
		}
	}
}

// everybodyWrites tells whether the file is anybody's to write.
func everybodyWrites(name string) bool {
	info, err := os.Stat(name)
	return err == nil && heedsPermissions && info.Mode().Perm()&0o002 != 0
}

// folders are where a configuration's folder sources lie.
func folders(c *Config) (out []string) {
	for _, s := range c.Sources {
		if s.Folder != nil && s.Folder.Path != "" {
			out = append(out, s.Folder.Path)
		}
	}
	return out
}

// systemFolders are where the machine's own configuration has its folder
// sources: a file among them would otherwise name sources of its own. unknown
// is a variable without a value in one of their paths.
func systemFolders(system, found string) (out []string, unknown error) {
	if _, err := os.Stat(system); err != nil || system == found {
		return nil, nil
	}
	ignored := &tree.Problems{}
	d := tree.Read(system, "", nil, ignored)
	sources := d.Root.Get("sources")
	if sources == nil {
		return nil, nil
	}
	for _, s := range sources.Items() {
		part := s.Get("folder")
		switch {
		case part == nil:
		case part.Get("path").Lack() != nil:
			unknown = part.Get("path").Lack()
		case part.TextOf("path") != "":
			out = append(out, d.File(part.TextOf("path")))
		}
	}
	return out, unknown
}

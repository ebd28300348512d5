package setup

import (
	"path"
	"strings"
)

// Example is the path of the example review; "": none is written, since there
// are reviews or the folder is none of this machine's.
func (s *Setup) Example() string {
	if s.Answers.Reviews.Kind != Folder || s.Found.Total > 0 {
		return ""
	}
	return path.Join(s.Answers.Reviews.Path, s.Today+"-example.md")
}

// Called is how a review calls the team.
func (t Team) Called() string {
	if len(t.Aliases) > 0 {
		return t.Aliases[0]
	}
	return t.Name
}

// ServiceList is the team's services, as YAML.
func (t Team) ServiceList() string { return "[" + strings.Join(t.Services, ", ") + "]" }

// Secrets are the files that tokens go into, and what keeps them out of Git.
func (s *Setup) Secrets() (map[string]string, error) {
	out := map[string]string{}
	for _, l := range []Login{s.Answers.Jira, s.Answers.GitHub} {
		if l.Typed.IsZero() {
			continue
		}
		token, err := l.Typed.Reveal()
		if err != nil {
			return nil, err
		}
		out[l.File] = token + "\n"
		if ignore := path.Join(path.Dir(l.File), ".gitignore"); !s.file(ignore) {
			out[ignore] = "*\n"
		}
	}
	return out, nil
}

// Unset are the variables that have to be set first.
func (s *Setup) Unset() (out []string) {
	for _, kind := range []string{Jira, GitHub} {
		if l := s.of(kind); s.Answers.Uses(kind) && l.Variable != "" && !s.Set(l.Variable) {
			out = append(out, l.Variable)
		}
	}
	return out
}

// Next are the commands to go on with, each with what it is for behind #.
func (s *Setup) Next() []string {
	a := s.Answers
	if !s.anywhere() && s.Example() != "" {
		return []string{"plan # what would be done, and why", "sync --now # do it: no soak"}
	}
	out := []string{"check # is all as it should be?"}
	if a.Since != "all" && s.Found.Total > 0 && (len(s.Found.Days) == 0 || s.Found.Older(a.Since) > 0) {
		out = append(out, "plan --since all # the mapping, tried on your past", "suggest # what the mapping lacks")
	}
	return append(out, "plan # what would be done, and why", "sync # do it")
}

// anywhere tells whether something is beyond this machine.
func (s *Setup) anywhere() bool { return s.Answers.Uses(Jira) || s.Answers.Uses(GitHub) }

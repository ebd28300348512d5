package ownership

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hmarr/codeowners"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/mapping/suggest"
)

// maxOwners is how large a CODEOWNERS file may be: GitHub reads none that is
// larger. A line of it is one rule.
const (
	maxOwners    = 3 << 20
	maxOwnerLine = 32 << 10
)

// section begins a section of GitLab's form, whose owners stand behind it:
// ^[Payments][2] @acme/payments.
var section = regexp.MustCompile(`^\^?\[[^\]]+\](?:\[\d+\])?`)

// CodeOwners reads the teams of a CODEOWNERS file, each with the last names of the
// folders that are its. People and addresses in it are left out. skipped is how
// many lines are no rules.
func CodeOwners(file string) (teams []suggest.Known, skipped int, err error) {
	text, err := readText(file, maxOwners)
	if err != nil {
		return nil, 0, err
	}
	byTeam := map[string]*suggest.Known{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if s := section.FindString(line); s != "" {
			line = "* " + line[len(s):]
		}
		pattern, owners, ok := rule(line)
		if !ok {
			skipped++
			continue
		}
		for _, owner := range owners {
			if byTeam[owner] == nil {
				byTeam[owner] = &suggest.Known{Name: owner[strings.LastIndexByte(owner, '/')+1:], Handles: []string{"@" + owner}, From: "CODEOWNERS"}
			}
			if s := folderOf(pattern); s != "" && !slices.Contains(byTeam[owner].Services, s) {
				byTeam[owner].Services = append(byTeam[owner].Services, s)
			}
		}
	}
	return sorted(byTeam), skipped, nil
}

// rule reads one line: its pattern, and the teams among its owners. One bad line
// makes the library refuse all others, so it is given one at a time.
func rule(line string) (pattern string, teams []string, ok bool) {
	if len(line) > maxOwnerLine {
		return "", nil, false
	}
	rules, err := codeowners.ParseFile(strings.NewReader(line))
	if err != nil || len(rules) != 1 {
		return "", nil, false
	}
	for _, o := range rules[0].Owners {
		if o.Type == codeowners.TeamOwner {
			teams = append(teams, o.Value)
		}
	}
	return rules[0].RawPattern(), teams, true
}

// folderOf is the last folder that a pattern names, which may be a service; "":
// none.
func folderOf(pattern string) string {
	for _, end := range []string{"/**", "/*", "/"} {
		pattern = strings.TrimSuffix(pattern, end)
	}
	name := path.Base(pattern)
	if strings.ContainsAny(name, "*?[\\.") || name == "/" {
		return ""
	}
	return name
}

// readText reads a file of people's, whole.
func readText(name string, most int64) (string, error) {
	data, err := atomicfile.ReadFile(name, most)
	switch {
	case err != nil:
		return "", err
	case !utf8.Valid(data):
		return "", fmt.Errorf("read %s: it is not UTF-8 text", name)
	}
	return string(data), nil
}

func sorted(byTeam map[string]*suggest.Known) []suggest.Known {
	out := make([]suggest.Known, 0, len(byTeam))
	for _, k := range byTeam {
		slices.Sort(k.Services)
		out = append(out, *k)
	}
	slices.SortFunc(out, func(a, b suggest.Known) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), slices.Compare(a.Handles, b.Handles))
	})
	return out
}

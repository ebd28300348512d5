// Package preflight judges, without changing anything, what a configuration
// names: its sources, its teams' backlogs and its store. It knows no command.
package preflight

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Check is one judging of all that a configuration names.
type Check struct {
	Config   *config.Config
	Sources  map[string]source.Source
	Trackers map[string]tracker.Tracker
	// Clients are GitHub's, by the identity of their credentials.
	Clients map[string]*github.Client
	Now     func() time.Time

	list []show.Finding
}

// Run gives the findings in the order in which they are made.
func (c *Check) Run(ctx context.Context) []show.Finding {
	c.remark("configuration", "%s has no mistakes: %s, %s, %s", c.Config.File,
		show.Count(len(c.Config.Sources), "source"), show.Count(len(c.Config.Trackers), "tracker"), show.Count(len(c.Config.Mapping.Teams()), "team"))
	c.literalSecrets()
	c.sources(ctx)
	c.backlogs(ctx)
	c.credentials(ctx)
	c.store(ctx)
	return c.list
}

func (c *Check) wrong(about, format string, args ...any) {
	c.list = append(c.list, show.Finding{About: about, Problem: true, Text: fmt.Sprintf(format, args...)})
}

func (c *Check) remark(about, format string, args ...any) {
	c.list = append(c.list, show.Finding{About: about, Text: fmt.Sprintf(format, args...)})
}

// backlogs asks, for each team, whether an item would be accepted.
func (c *Check) backlogs(ctx context.Context) {
	for team, findings := range Backlogs(ctx, c.Config.Mapping, c.Trackers) {
		about := "team " + team.Name
		for _, f := range findings {
			c.list = append(c.list, show.Finding{About: about, Problem: f.Problem, Text: f.Text})
		}
		if len(findings) == 0 {
			c.remark(about, "items are accepted in %s %s", team.Backlog.Tracker, team.Backlog.Project)
		}
	}
}

// literalSecrets tells of files that hold a secret as it is, where others may
// read them.
func (c *Check) literalSecrets() {
	for _, file := range slices.Sorted(maps.Keys(c.Config.Literal)) {
		info, err := os.Stat(file)
		if err != nil || !readByOthers(info) {
			continue
		}
		c.wrong("configuration", "others may read %s (mode %04o), where %s stands as it is: chmod 600, or give it by a variable (${NAME}) or a file (…_file)",
			file, info.Mode().Perm(), strings.Join(c.Config.Literal[file], ", "))
	}
}

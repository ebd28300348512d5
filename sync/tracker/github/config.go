package github

import (
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/tracker/github/backlog"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

// Config is the github part of a tracker's configuration: a site and a
// credential. Those of one Identity share one client.
type Config = client.Config

// Backlog is the github part of a team's backlog.
type Backlog = backlog.Backlog

// Value is what one field of a backlog's project is set to.
type Value = backlog.Value

// PublicAllowed is the one value of Backlog.Public.
const PublicAllowed = backlog.PublicAllowed

// CheckProject says why a text can't be a repository's owner and name; nil: it
// can.
func CheckProject(project string) error { return hub.CheckRepository(project) }

// CheckLabel says why a text can't be a label's name; nil: it can.
func CheckLabel(label string) error { return backlog.CheckLabel(label) }

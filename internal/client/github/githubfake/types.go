package githubfake

import (
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitapi"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
)

// What a GitHub holds, as gate, gitapi and gitworld tell it.
type (
	// Account is a gate.Account.
	Account = gate.Account
	// Role is a gate.Role.
	Role = gate.Role
	// Permissions are gate.Permissions.
	Permissions = gate.Permissions
	// App is a gate.App.
	App = gate.App
	// Installation is a gate.Installation.
	Installation = gate.Installation
	// Hurry is a gate.Hurry.
	Hurry = gate.Hurry
	// Hash is a gitworld.Hash.
	Hash = gitworld.Hash
	// Rules are gitworld.Rules.
	Rules = gitworld.Rules
	// File is a gitapi.File.
	File = gitapi.File
	// PullRequest is a gitapi.PullRequest.
	PullRequest = gitapi.PullRequest
)

// The roles.
const (
	None     = gate.None
	Pull     = gate.Pull
	Triage   = gate.Triage
	Push     = gate.Push
	Maintain = gate.Maintain
	Admin    = gate.Admin
)

// Who sees a repository.
const (
	Public   = gate.Public
	Internal = gate.Internal
	Private  = gate.Private
)

// By which clock WatchPace looks.
const (
	PaceByClock  = gate.ByClock
	PaceRealTime = gate.RealTime
)

// The modes of files that are not plain ones.
const (
	Executable = gitworld.ExecutableMode
	Symlink    = gitworld.SymlinkMode
	Submodule  = gitworld.SubmoduleMode
)

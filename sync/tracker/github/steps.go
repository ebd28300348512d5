package github

import "github.com/followthrough/followthrough/sync/tracker/github/finish"

// The steps that a creation may have lost, as Outcome.Left names them.
const (
	stepLabels    = finish.StepLabels
	stepMilestone = finish.StepMilestone
	stepType      = finish.StepType
)

package show

import (
	"io"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
)

// StepJSON is a step as plan and sync print it.
type StepJSON struct {
	Op      string  `json:"op"`
	Source  string  `json:"source"`
	Review  string  `json:"review"`
	Key     *string `json:"key"`
	Action  *string `json:"action"`
	Team    *string `json:"team"`
	Tracker *string `json:"tracker"`
	Project *string `json:"project"`
	Why     string  `json:"why"`
}

// doneStep is an executed step as sync prints it.
type doneStep struct {
	StepJSON
	Result string  `json:"result"`
	Error  *string `json:"error"`
}

// NewStepJSON is a step for programs.
func NewStepJSON(s plan.Step) StepJSON {
	return StepJSON{
		Op: string(s.Op), Source: s.Source, Review: s.Source + ":" + s.Path,
		Key: OrNull(string(s.Action)), Action: OrNull(s.Title), Team: OrNull(s.Team),
		Tracker: OrNull(s.Tracker), Project: OrNull(s.Project), Why: s.Why,
	}
}

func newDone(d execute.Done) doneStep {
	out := doneStep{StepJSON: NewStepJSON(d.Step), Result: string(d.Result)}
	if d.Err != nil {
		out.Error = OrNull(d.Err.Error())
	}
	return out
}

// SyncJSON writes executed steps.
func SyncJSON(w io.Writer, steps []execute.Done) error {
	doc := struct {
		Steps []doneStep `json:"steps"`
	}{[]doneStep{}}
	for _, d := range steps {
		doc.Steps = append(doc.Steps, newDone(d))
	}
	return JSON(w, doc)
}

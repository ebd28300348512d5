package main

import (
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
)

// stepJSON is a step as plan and sync print it.
type stepJSON struct {
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

// doneJSON is an executed step as sync prints it.
type doneJSON struct {
	stepJSON
	Result string  `json:"result"`
	Error  *string `json:"error"`
}

func newStepJSON(s plan.Step) stepJSON {
	return stepJSON{
		Op: string(s.Op), Source: s.Source, Review: s.Source + ":" + s.Path,
		Key: orNull(string(s.Action)), Action: orNull(s.Title), Team: orNull(s.Team),
		Tracker: orNull(s.Tracker), Project: orNull(s.Project), Why: s.Why,
	}
}

func newDoneJSON(d execute.Done) doneJSON {
	out := doneJSON{stepJSON: newStepJSON(d.Step), Result: string(d.Result)}
	if d.Err != nil {
		out.Error = orNull(d.Err.Error())
	}
	return out
}

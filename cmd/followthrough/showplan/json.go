package showplan

import (
	"io"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/sync/tracker"
)

// document is a plan in JSON: keys as written, absent values null.
type document struct {
	Steps    []stepJSON    `json:"steps"`
	Sum      sum           `json:"sum"`
	Mapping  mappingJSON   `json:"mapping"`
	Failures []failureJSON `json:"failures"`
	// LeftAlone is what the readings of reviews are not sure of.
	LeftAlone show.Undecided `json:"left_alone"`
	// NewlyRead is what is held since nobody wrote it now.
	NewlyRead show.NewlyRead `json:"newly_read"`
	// Trial is the since that reviews were judged by; null: it is a plan.
	Trial *string `json:"trial"`
}

type stepJSON struct {
	show.StepJSON
	State *string `json:"state"`
	Until *string `json:"until"`
	// Item is what would be asked for, Diff what would be written.
	Item  *itemJSON `json:"item"`
	Diff  *string   `json:"diff"`
	Error *string   `json:"error"`
}

type itemJSON struct {
	Key    string      `json:"key"` // "?" stands for what only the tracker can give
	Fields []fieldJSON `json:"fields"`
}

type fieldJSON struct {
	// Field is what the request calls it; null: it is set by a request of its own.
	Field *string `json:"field"`
	Name  string  `json:"name"`
	Text  string  `json:"text"`
	Value any     `json:"value"` // as it is sent
}

type mappingJSON struct {
	Reviews  int        `json:"reviews"`
	Actions  int        `json:"actions"`
	Team     int        `json:"team"`
	Fallback int        `json:"fallback"`
	Nowhere  int        `json:"nowhere"`
	Lost     []lostJSON `json:"lost"`
}

type lostJSON struct {
	Kind    string   `json:"kind"`
	Owner   *string  `json:"owner"` // null: a person is not named
	Actions int      `json:"actions"`
	Reviews []string `json:"reviews"`
}

type failureJSON struct {
	Source  *string `json:"source"`
	Review  *string `json:"review"`
	Tracker *string `json:"tracker"`
	Error   string  `json:"error"`
}

// JSON writes the view for programs.
func (v View) JSON(w io.Writer) error {
	doc := document{Steps: []stepJSON{}, Sum: v.sum(), Mapping: v.mappingJSON(), Failures: []failureJSON{}, LeftAlone: v.Undecided, NewlyRead: v.NewlyRead, Trial: show.OrNull(v.Trial)}
	for _, s := range v.Steps {
		doc.Steps = append(doc.Steps, s.json())
	}
	for _, f := range v.Failures {
		out := failureJSON{Source: show.OrNull(f.Source), Tracker: show.OrNull(f.Tracker), Error: f.Err.Error()}
		if f.Path != "" {
			out.Review = show.OrNull(f.Source + ":" + f.Path)
		}
		doc.Failures = append(doc.Failures, out)
	}
	return show.JSON(w, doc)
}

func (v View) mappingJSON() mappingJSON {
	out := mappingJSON{
		Reviews: v.Reviews, Actions: v.Tally.Actions, Team: v.Tally.Led(), Fallback: v.Tally.Fallback, Nowhere: v.Tally.Nowhere, Lost: []lostJSON{},
	}
	for _, l := range v.Tally.Lost() {
		out.Lost = append(out.Lost, lostJSON{Kind: string(l.Kind), Owner: show.OrNull(l.Words), Actions: l.Actions, Reviews: l.Reviews})
	}
	return out
}

func (s Step) json() stepJSON {
	out := stepJSON{StepJSON: show.NewStepJSON(s.Step), State: show.OrNull(string(s.State)), Until: show.MomentOrNull(s.Until), Diff: show.OrNull(s.Diff)}
	if s.Err != nil {
		out.Error = show.OrNull(s.Err.Error())
	}
	if s.Item != nil && s.Item.Err == nil {
		out.Item = &itemJSON{Key: s.Item.Item.Key, Fields: fields(s.Item.Fields)}
	}
	return out
}

func fields(all []tracker.PreviewField) []fieldJSON {
	out := []fieldJSON{}
	for _, f := range all {
		out = append(out, fieldJSON{Field: show.OrNull(f.ID), Name: f.Name, Text: f.Text, Value: f.Sent})
	}
	return out
}

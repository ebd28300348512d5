package jira

import (
	"cmp"
	"encoding/json"
	"time"
)

// Issue is an issue as Jira shows it, its properties raw.
type Issue struct {
	ID         string                     `json:"id"`
	Key        string                     `json:"key"`
	Fields     Fields                     `json:"fields"`
	Properties map[string]json.RawMessage `json:"properties"`
}

// Fields are those of an issue that were asked for; the others are zero, as is one
// of another shape.
type Fields struct {
	Summary     string    `json:"summary"`
	Description string    `json:"description"`
	Project     Project   `json:"project"`
	Type        IssueType `json:"issuetype"`
	Status      Status    `json:"status"`
	Resolution  struct {
		Name string `json:"name"`
	} `json:"resolution"`
	Creator  Creator `json:"creator"`
	Links    []Link  `json:"issuelinks"`
	Created  Time    `json:"created"`
	Updated  Time    `json:"updated"`
	Resolved Time    `json:"resolutiondate"`
	// Category is when the category of the status changed, which Cloud tells.
	Category Time `json:"statuscategorychangedate"`
}

// UnmarshalJSON takes what it can: nothing depends on a single field.
func (f *Fields) UnmarshalJSON(raw []byte) error {
	type plain Fields
	_ = json.Unmarshal(raw, (*plain)(f))
	return nil
}

// Creator is the account that made an issue. The reporter is whoever people say it
// is, the creator never changes.
type Creator struct {
	AccountID string `json:"accountId"` // of Cloud
	Key       string `json:"key"`       // of Data Center
}

// Account is what Myself calls it; "": not told.
func (c Creator) Account() string { return cmp.Or(c.AccountID, c.Key) }

// Link is a link of an issue to another one.
type Link struct {
	Type struct {
		Name    string `json:"name"`
		Outward string `json:"outward"`
	} `json:"type"`
	Outward struct {
		ID string `json:"id"` // "": it is one that leads here
	} `json:"outwardIssue"`
}

// Time is a moment as Jira writes it: 2026-11-22T09:30:00.000+0000. What is none
// is the zero time.
type Time struct{ time.Time }

// UnmarshalJSON reads a moment.
func (t *Time) UnmarshalJSON(raw []byte) error {
	var text string
	_ = json.Unmarshal(raw, &text)
	t.Time = Moment(text)
	return nil
}

// Moment is a moment as Jira writes it, or as RFC 3339 does; zero: it is none.
func Moment(text string) time.Time {
	for _, layout := range []string{"2006-01-02T15:04:05-0700", time.RFC3339} { // both take fractions of seconds
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}

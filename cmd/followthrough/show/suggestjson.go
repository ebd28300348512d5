package show

import (
	"io"

	"github.com/followthrough/followthrough/mapping/suggest"
)

// SuggestionJSON writes a suggestion, all of it.
func SuggestionJSON(w io.Writer, s Suggested) error {
	doc := suggestionJSON{
		Reviews: s.Counts.Reviews, Actions: s.Counts.Actions, Owned: s.Counts.Owned, Led: s.Counts.Led,
		Nobody: s.Counts.Nobody, TooLong: s.Counts.TooLong, Restricted: s.Restricted, Unreadable: s.Unreadable, Unmentioned: s.Counts.Unmentioned,
		Teams: []teamJSON{}, People: []personJSON{}, Unsure: []unsureJSON{}, Services: []serviceJSON{},
	}
	for _, t := range s.Teams {
		out := teamJSON{
			Name: t.Name, New: !t.There, Count: t.Count, Review: OrNull(t.First.Review), Line: lineOrNull(t.First.Line), Why: OrNull(t.Why),
			Aliases: texts(t.Aliases), Also: texts(t.Also), Maybe: texts(t.Maybe), Members: texts(t.Members), Services: texts(t.Services),
			MaybeServices: texts(t.MaybeServices), Fits: fits(t.Fits),
		}
		if t.Backlog != nil {
			out.Backlog = &fits([]suggest.Fit{*t.Backlog})[0]
		}
		doc.Teams = append(doc.Teams, out)
	}
	for _, p := range s.People {
		doc.People = append(doc.People, personJSON{Texts: texts(p.Texts), Count: p.Count, Why: OrNull(p.Why)})
	}
	for _, u := range s.Unsure {
		doc.Unsure = append(doc.Unsure, unsureJSON{Texts: texts(u.Texts), Count: u.Count, Why: u.Why, Fits: fits(u.Fits)})
	}
	for _, one := range s.Services {
		doc.Services = append(doc.Services, serviceJSON{textJSON: texts([]suggest.Text{one.Text})[0], Maybe: append([]string{}, one.Maybe...)})
	}
	return JSON(w, doc)
}

type suggestionJSON struct {
	Reviews     int           `json:"reviews"`
	Actions     int           `json:"actions"`
	Owned       int           `json:"owned"`
	Led         int           `json:"led"`
	Nobody      int           `json:"nobody"`
	TooLong     int           `json:"too_long"`
	Restricted  int           `json:"restricted"`
	Unreadable  int           `json:"unreadable"`
	Unmentioned int           `json:"unmentioned"`
	Teams       []teamJSON    `json:"teams"`
	People      []personJSON  `json:"people"`
	Unsure      []unsureJSON  `json:"unsure"`
	Services    []serviceJSON `json:"services"`
}

type teamJSON struct {
	Name          string     `json:"name"`
	New           bool       `json:"new"`
	Count         int        `json:"count"`
	Review        *string    `json:"review"`
	Line          *int       `json:"line"`
	Why           *string    `json:"why"`
	Aliases       []textJSON `json:"aliases"`
	Also          []textJSON `json:"also"`
	Maybe         []textJSON `json:"maybe"`
	Members       []textJSON `json:"members"`
	Services      []textJSON `json:"services"`
	MaybeServices []textJSON `json:"maybe_services"`
	Backlog       *fitJSON   `json:"backlog"`
	Fits          []fitJSON  `json:"fits"`
}

type textJSON struct {
	Text   string  `json:"text"`
	Count  int     `json:"count"`
	Review *string `json:"review"`
	Line   *int    `json:"line"`
	Why    *string `json:"why"`
}

type fitJSON struct {
	Tracker   string  `json:"tracker"`
	Project   string  `json:"project"`
	Name      string  `json:"name"`
	Component *string `json:"component"`
	Score     float64 `json:"score"`
	Why       string  `json:"why"`
}

type personJSON struct {
	Texts []textJSON `json:"texts"`
	Count int        `json:"count"`
	Why   *string    `json:"why"`
}

type unsureJSON struct {
	Texts []textJSON `json:"texts"`
	Count int        `json:"count"`
	Why   string     `json:"why"`
	Fits  []fitJSON  `json:"fits"`
}

type serviceJSON struct {
	textJSON
	Maybe []string `json:"maybe"`
}

func texts(all []suggest.Text) []textJSON {
	out := []textJSON{}
	for _, t := range all {
		out = append(out, textJSON{Text: t.Text, Count: t.Count, Review: OrNull(t.First.Review), Line: lineOrNull(t.First.Line), Why: OrNull(t.Why)})
	}
	return out
}

func fits(all []suggest.Fit) []fitJSON {
	out := []fitJSON{}
	for _, f := range all {
		out = append(out, fitJSON{Tracker: f.Tracker, Project: f.Project, Name: f.Name, Component: OrNull(f.Component), Score: min(f.Score, 1), Why: f.Why})
	}
	return out
}

func lineOrNull(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

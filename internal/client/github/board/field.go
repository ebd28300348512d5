package board

import (
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/names"
)

// Field is one field of a project.
type Field struct {
	ID, Name string
	Type     string // TEXT, NUMBER, DATE, SINGLE_SELECT, ITERATION, or one that GitHub sets itself
	Options  []Option
}

// Option is a choice of a field, or an iteration with its time.
type Option struct {
	ID, Name string
	From, To time.Time // of an iteration: its first day, and the day after its last
	Over     bool
}

type fieldAnswer struct {
	ID            string         `json:"id"`
	Name          string         `json:"name"`
	Type          string         `json:"dataType"`
	Options       []optionAnswer `json:"options"`
	Configuration struct {
		Iterations []optionAnswer `json:"iterations"`
		Completed  []optionAnswer `json:"completedIterations"`
	} `json:"configuration"`
}

type optionAnswer struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Title string `json:"title"`
	Start string `json:"startDate"`
	Days  int    `json:"duration"`
}

func (a fieldAnswer) field() Field {
	f := Field{ID: a.ID, Name: a.Name, Type: a.Type}
	for _, o := range a.Options {
		f.Options = append(f.Options, Option{ID: o.ID, Name: o.Name})
	}
	for _, o := range a.Configuration.Iterations {
		f.Options = append(f.Options, o.iteration(false))
	}
	for _, o := range a.Configuration.Completed {
		f.Options = append(f.Options, o.iteration(true))
	}
	return f
}

func (a optionAnswer) iteration(over bool) Option {
	o := Option{ID: a.ID, Name: a.Title, Over: over}
	if from, err := time.Parse(time.DateOnly, a.Start); err == nil {
		o.From, o.To = from, from.AddDate(0, 0, a.Days)
	}
	return o
}

// Field is the first field of one of these names, compared without case; names
// before others count first.
func (p *Project) Field(called ...string) (Field, bool) {
	for _, name := range called {
		for _, f := range p.Fields {
			if names.Alike(f.Name, strings.TrimSpace(name)) {
				return f, true
			}
		}
	}
	return Field{}, false
}

// DateField is the name of the first field of these names that holds a day.
func (p *Project) DateField(called ...string) (string, bool) {
	for _, name := range called {
		if f, ok := p.Field(name); ok && f.Type == typeDate {
			return f.Name, true
		}
	}
	return "", false
}

// Names are the fields that can be set, as people know them.
func (p *Project) Names() []string {
	var out []string
	for _, f := range p.Fields {
		if f.settable() {
			out = append(out, f.Name)
		}
	}
	return out
}

func (f Field) settable() bool {
	switch f.Type {
	case typeText, typeNumber, typeDate, typeSelect, typeIteration:
		return true
	}
	return false
}

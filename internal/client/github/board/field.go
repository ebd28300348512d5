package board

import (
	"errors"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/internal/scalar"
)

// Field is one field of a project.
type Field struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Type       string   `json:"dataType"` // TEXT, NUMBER, DATE, SINGLE_SELECT, ITERATION, or one that GitHub sets itself
	Options    []Option `json:"options"`
	Iterations struct {
		Open []Option `json:"open"` // and those to come
		Over []Option `json:"over"`
	} `json:"configuration"`
}

// Option is a choice of a field, or an iteration with its time.
type Option struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Start string `json:"startDate"` // of an iteration: its first day, as 2026-11-30
	Days  int    `json:"duration"`
}

// holds tells whether an iteration is under way.
func (o Option) holds(now time.Time) bool {
	from, err := time.Parse(time.DateOnly, o.Start)
	return err == nil && !now.Before(from) && now.Before(from.AddDate(0, 0, o.Days))
}

// Field is the first field of one of these names, compared without case; names
// before others count first.
func (p *Project) Field(titles ...string) (Field, bool) {
	for _, name := range titles {
		for _, f := range p.Fields {
			if names.Alike(f.Name, strings.TrimSpace(name)) {
				return f, true
			}
		}
	}
	return Field{}, false
}

// DateField is the name of the first field of these names that holds a day.
func (p *Project) DateField(titles ...string) (string, bool) {
	for _, name := range titles {
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

// The types of the fields that can be set.
const (
	typeText      = "TEXT"
	typeNumber    = "NUMBER"
	typeDate      = "DATE"
	typeSelect    = "SINGLE_SELECT"
	typeIteration = "ITERATION"
)

// Current is the iteration that is under way, whatever its name.
const Current = "@current"

// Setting is a field with its value as GitHub takes it.
type Setting struct {
	field Field
	value map[string]any
}

// Setting is what sets the field of one of these names to a value: a text, a
// number, a day (2026-11-30), or the name of an option or iteration, compared
// without case. Its error is a refusal that names what is allowed.
func (p *Project) Setting(value any, now time.Time, names ...string) (Setting, error) {
	f, ok := p.Field(names...)
	if !ok {
		return Setting{}, refuse(p.Names(), "%s has no field %s", p, strings.Join(names, " or "))
	}
	in, err := f.take(value, now)
	if no, ok := errors.AsType[*client.Error](err); ok {
		return Setting{}, refuse(no.Allowed, "%s: %w", p, no.Err)
	}
	return Setting{f, in}, nil
}

// take is a value as the field takes it.
func (f Field) take(value any, now time.Time) (map[string]any, error) {
	text, plain := scalar.Written(value)
	if !plain {
		return nil, refuse(nil, "the field %s takes one value, not %s", f.Name, text)
	}
	switch f.Type {
	case typeText:
		return map[string]any{"text": text}, nil
	case typeNumber:
		n, err := scalar.Number(text)
		if errors.Is(err, scalar.ErrOctal) {
			return nil, refuse(nil, "the field %s takes a number, and %q %w", f.Name, text, err)
		}
		if err != nil {
			return nil, refuse(nil, "the field %s takes a number, not %q", f.Name, text)
		}
		return map[string]any{"number": n}, nil
	case typeDate:
		day, _, _ := strings.Cut(text, "T")
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return nil, refuse(nil, "the field %s takes a day such as 2026-11-30, not %q", f.Name, text)
		}
		return map[string]any{"date": day}, nil
	case typeSelect, typeIteration:
		return f.choose(text, now)
	}
	return nil, refuse(nil, "the field %s (%s) is not one that can be set: GitHub takes it from the issue", f.Name, strings.ToLower(f.Type))
}

// choose finds an option or iteration by its name.
func (f Field) choose(name string, now time.Time) (map[string]any, error) {
	key := map[string]string{typeSelect: "singleSelectOptionId", typeIteration: "iterationId"}[f.Type]
	all := slices.Concat(f.Options, f.Iterations.Open, f.Iterations.Over)
	if f.Type == typeIteration && strings.EqualFold(name, Current) {
		if at := slices.IndexFunc(all, func(o Option) bool { return o.holds(now) }); at >= 0 {
			return map[string]any{key: all[at].ID}, nil
		}
		return nil, refuse(f.names(), "the field %s has no iteration today", f.Name)
	}
	same := func(o Option) bool { return names.Alike(strings.TrimSpace(o.Name), strings.TrimSpace(name)) }
	if at := slices.IndexFunc(all, same); at >= 0 {
		return map[string]any{key: all[at].ID}, nil
	}
	return nil, refuse(f.names(), "the field %s has no %q", f.Name, name)
}

// names are what the field may be set to; iterations that are over are not
// named.
func (f Field) names() []string {
	var out []string
	for _, o := range slices.Concat(f.Options, f.Iterations.Open) {
		out = append(out, o.Name)
	}
	if f.Type == typeIteration {
		out = append(out, Current)
	}
	return out
}

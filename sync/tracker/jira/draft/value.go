package draft

import (
	"fmt"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/internal/scalar"
	"github.com/followthrough/followthrough/sync/tracker"
)

// pick is the allowed value that is meant, by its id or by its words without
// regard to case. A field that lists none takes any.
func pick(f *client.Field, want string) (client.Option, error) {
	if len(f.Allowed) == 0 {
		return client.Option{Name: want}, nil
	}
	for _, same := range []func(client.Option) bool{
		func(o client.Option) bool { return o.Words() == want },
		func(o client.Option) bool { return names.Alike(o.Words(), want) },
		func(o client.Option) bool { return o.ID == want },
	} {
		if i := slices.IndexFunc(f.Allowed, same); i >= 0 {
			return f.Allowed[i], nil
		}
	}
	return client.Option{}, tracker.Refuse(NameOf(f), Allowed(f), "%q is not among its values", want)
}

// manyAllowed is how many values a message lists.
const manyAllowed = 20

// Allowed lists what a field takes, in people's words, and how many more.
func Allowed(f *client.Field) (out []string) {
	for _, o := range f.Allowed[:min(len(f.Allowed), manyAllowed)] {
		out = append(out, o.Words())
	}
	if more := len(f.Allowed) - manyAllowed; more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return out
}

// NameOf is a field as people know it.
func NameOf(f *client.Field) string {
	if f.Name != "" {
		return f.Name
	}
	return f.ID
}

// shape is a configured value as the field's schema wants it, and as people know
// it.
func shape(f *client.Field, value any) (any, string, error) {
	if f.Schema.Type != "array" {
		return single(f, f.Schema.Type, value)
	}
	var out []any
	var texts []string
	for _, v := range listOf(value) {
		one, text, err := single(f, f.Schema.Items, v)
		if err != nil {
			return nil, "", err
		}
		out, texts = append(out, one), append(texts, text)
	}
	return out, strings.Join(texts, ", "), nil
}

func single(f *client.Field, kind string, value any) (any, string, error) {
	text := textOf(value)
	if why := unfit(f, text); why != "" {
		return nil, "", tracker.Refuse(NameOf(f), nil, "%s", why)
	}
	switch kind {
	case "number":
		n, err := scalar.Number(text)
		if err != nil {
			return nil, "", tracker.Refuse(NameOf(f), nil, "%q %w", text, err)
		}
		return n, n.String(), nil
	case "date":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return nil, "", tracker.Refuse(NameOf(f), nil, "%q is not a date: write 2026-11-30", text)
		}
		return text, text, nil
	case "option":
		o, err := pick(f, text)
		return optionOf(o), o.Words(), err
	case "option-with-child":
		return cascade(f, value)
	case "priority", "version", "component", "group", "resolution", "securitylevel":
		o, err := pick(f, text)
		return map[string]string{"name": o.Words()}, o.Words(), err
	case "project", "issuelink":
		return map[string]string{"key": text}, text, nil
	case "user":
		return nil, "", tracker.Refuse(NameOf(f), nil, "is a person: followthrough sets no person on an item")
	case "string", "datetime", "team", "sd-request-lang":
		return text, text, nil
	}
	var texts []string // of a kind that an app brought: as it was written
	for _, v := range listOf(value) {
		texts = append(texts, textOf(v))
	}
	return value, strings.Join(texts, ", "), nil
}

func optionOf(o client.Option) map[string]string {
	if o.ID != "" {
		return map[string]string{"id": o.ID}
	}
	return map[string]string{"value": o.Words()}
}

// cascade is a pair of values, given as a list of two or as "Europe > Berlin".
func cascade(f *client.Field, value any) (any, string, error) {
	parts := listOf(value)
	if len(parts) == 1 {
		head, tail, found := strings.Cut(textOf(parts[0]), ">")
		parts = []any{strings.TrimSpace(head)}
		if found {
			parts = append(parts, strings.TrimSpace(tail))
		}
	}
	if len(parts) == 0 || len(parts) > 2 {
		return nil, "", tracker.Refuse(NameOf(f), Allowed(f), "must be a value, or a value and one below it")
	}
	o, err := pick(f, textOf(parts[0]))
	if err != nil || len(parts) == 1 {
		return optionOf(o), o.Words(), err
	}
	below := &client.Field{ID: f.ID, Name: NameOf(f) + " " + o.Words(), Allowed: o.Children}
	child, err := pick(below, textOf(parts[1]))
	out := map[string]any{"child": optionOf(child)}
	for k, v := range optionOf(o) {
		out[k] = v
	}
	return out, o.Words() + " > " + child.Words(), err
}

func listOf(value any) []any {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		return v
	case []string:
		out := make([]any, len(v))
		for i, s := range v {
			out[i] = s
		}
		return out
	}
	return []any{value}
}

func textOf(value any) string {
	if text, ok := scalar.Text(value); ok {
		return text
	}
	return fmt.Sprint(value)
}

package draft

import (
	"encoding/json"
	"fmt"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
)

// generic is a value as JSON has it.
func generic(value any) any {
	text, err := json.Marshal(value)
	if err != nil {
		return nil // it could not be sent either
	}
	dec := json.NewDecoder(strings.NewReader(string(text)))
	dec.UseNumber()
	var out any
	if dec.Decode(&out) != nil {
		return nil
	}
	return out
}

// inWords is a value of a field as people see it: an option by its words, where
// it is sent by its id. f may be nil: the field is not known.
func inWords(f *client.Field, value any) string {
	switch v := value.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case []any:
		var out []string
		for _, one := range v {
			out = append(out, inWords(f, one))
		}
		return strings.Join(out, ", ")
	case map[string]any:
		return optionInWords(f, v)
	}
	return fmt.Sprint(value)
}

func optionInWords(f *client.Field, v map[string]any) string {
	words := ""
	for _, key := range []string{"name", "value", "key", "id"} {
		if text, ok := v[key].(string); ok {
			if words = text; key == "id" && f != nil {
				words = allowedWords(f.Allowed, text)
			}
			break
		}
	}
	child, ok := v["child"].(map[string]any)
	if id, is := child["id"].(string); ok && is && f != nil {
		for _, o := range f.Allowed {
			if o.ID == v["id"] {
				words += " > " + allowedWords(o.Children, id)
			}
		}
	}
	if words == "" {
		return fmt.Sprint(v)
	}
	return words
}

func allowedWords(options []client.Option, id string) string {
	for _, o := range options {
		if o.ID == id {
			return o.Words()
		}
	}
	return id
}

package config

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config/tree"
)

// Outline is a configuration for somebody who may not know it: the keys that the
// schema knows, and the values that are lengths of time, numbers and words of the
// schema. Of texts it says that they are there.
type Outline struct {
	Files []FileOutline `json:"files"`
	// Mistakes are the lines with mistakes, "1:12" in the first file, and "1:0" for one
	// that has no line.
	Mistakes []string `json:"mistakes"`
}

// FileOutline is that of one file, which has no name here.
type FileOutline struct {
	Says any `json:"says"` // null: it can't be read
}

// NewOutline reads files anew, the main one first. mistakes is the error with which
// the configuration was read; nil: it had none.
func NewOutline(files []string, mistakes *Error) Outline {
	out := Outline{Files: []FileOutline{}, Mistakes: []string{}}
	known := newKnown()
	for _, name := range files {
		ignored := &tree.Problems{}
		d := tree.Read(name, emptyFile, nil, ignored)
		var says any
		if d.Root.Holds() {
			says = d.Root.Outline(known)
		}
		out.Files = append(out.Files, FileOutline{says})
	}
	if mistakes == nil {
		return out
	}
	for _, p := range mistakes.Problems {
		out.Mistakes = append(out.Mistakes, placeOf(slices.Index(files, p.File)+1, p.Line))
	}
	return out
}

func placeOf(numbers ...int) string {
	text, _ := json.Marshal(numbers) // of numbers
	return strings.ReplaceAll(strings.Trim(string(text), "[]"), ",", ":")
}

// known is what the schema says of keys, wherever they stand.
type known struct {
	keys  map[string]bool
	words map[string]map[string]bool // of a key
	kinds map[string]map[string]bool // of a key: duration, integer, boolean
}

// The kinds of values that name nobody.
var plainKinds = map[string]*regexp.Regexp{
	"duration": regexp.MustCompile(`^([0-9]+[smhdw])+$|^0$`),
	"integer":  regexp.MustCompile(`^[0-9]{1,6}$`),
	"boolean":  regexp.MustCompile(`^(true|false)$`),
}

func newKnown() *known {
	k := &known{keys: map[string]bool{}, words: map[string]map[string]bool{}, kinds: map[string]map[string]bool{}}
	var schema any
	if err := json.Unmarshal(Schema, &schema); err == nil {
		k.learn("", schema)
	}
	return k
}

// learn takes in what a part of the schema says of a key.
func (k *known) learn(key string, part any) {
	switch part := part.(type) {
	case []any:
		for _, p := range part {
			k.learn(key, p)
		}
	case map[string]any:
		k.value(key, part)
		for name, p := range part {
			switch name {
			case "properties":
				properties, _ := p.(map[string]any)
				for property, says := range properties {
					k.keys[property] = true
					k.learn(property, says)
				}
			case "$defs":
				defs, _ := p.(map[string]any)
				for _, says := range defs {
					k.learn("", says)
				}
			case "anyOf", "oneOf", "allOf", "items", "additionalProperties":
				k.learn(key, p)
			}
		}
	}
}

// value takes in which values a key may have.
func (k *known) value(key string, part map[string]any) {
	if part["$ref"] == "#/$defs/duration" {
		note(k.kinds, key, "duration")
	}
	if kind, is := part["type"].(string); is && plainKinds[kind] != nil {
		note(k.kinds, key, kind)
	}
	words, _ := part["enum"].([]any)
	if one, is := part["const"].(string); is {
		words = append(words, one)
	}
	for _, w := range words {
		if w, is := w.(string); is {
			note(k.words, key, w)
		}
	}
}

func note(of map[string]map[string]bool, key, what string) {
	if of[key] == nil {
		of[key] = map[string]bool{}
	}
	of[key][what] = true
}

// Key tells whether the schema knows a key.
func (k *known) Key(name string) bool { return k.keys[name] }

// Value tells whether a value of a key names nobody.
func (k *known) Value(key, text string) bool {
	for kind := range k.kinds[key] {
		if plainKinds[kind].MatchString(text) {
			return true
		}
	}
	return k.words[key][text]
}

package page

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/pelletier/go-toml/v2"
)

// maxFront is how much front matter is read, and maxValues how many values.
const (
	maxFront  = 32 << 10
	MaxValues = 1000
)

// Meta reads the front matter: every key, lower-cased and joined by dots, and
// its values as text. Malformed front matter gives what its plain lines say.
func (p *Page) Meta() map[string][]string {
	m := map[string][]string{}
	if len(p.front) == 0 || len(p.front) > maxFront {
		return m
	}
	var tree map[string]any
	var err error
	if bytes.Count(p.front, []byte("["))+bytes.Count(p.front, []byte("{")) > maxBrackets {
		plainMeta(m, p.front)
		return m
	}
	if p.toml {
		err = toml.Unmarshal(p.front, &tree)
	} else {
		err = decodeYAML(p.front, &tree)
	}
	if err != nil {
		plainMeta(m, p.front)
		return m
	}
	left := MaxValues
	flatten(m, "", tree, &left)
	return m
}

// decodeYAML refuses anchors: aliases of aliases grow without end.
func decodeYAML(front []byte, tree *map[string]any) (err error) {
	if bytes.ContainsAny(front, "&*") && anchors(front) {
		return fmt.Errorf("anchors are not read")
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("malformed: %v", r)
		}
	}()
	return yaml.Unmarshal(front, tree)
}

// anchors: a value of the front matter is an anchor or an alias.
func anchors(front []byte) bool {
	for i, c := range front {
		if (c == '&' || c == '*') && i+1 < len(front) && front[i+1] > ' ' && (i == 0 || bytes.IndexByte([]byte(" \t\n[{,:-"), front[i-1]) >= 0) {
			return true
		}
	}
	return false
}

// plainMeta takes the lines "key: value" as they stand.
func plainMeta(m map[string][]string, front []byte) {
	for l := range strings.Lines(string(front)) {
		key, value, ok := strings.Cut(l, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.Trim(strings.TrimSpace(value), `"'`)
		if ok && key != "" && value != "" && len(m) < MaxValues && !strings.ContainsAny(key, " #\t") {
			m[key] = append(m[key], value)
		}
	}
}

// maxMetaDepth is how deep front matter is read.
const maxMetaDepth = 8

func flatten(m map[string][]string, key string, v any, left *int) {
	if *left <= 0 || strings.Count(key, ".") > maxMetaDepth {
		return
	}
	*left--
	switch v := v.(type) {
	case map[string]any:
		for k, sub := range v {
			flatten(m, strings.TrimPrefix(key+"."+strings.ToLower(k), "."), sub, left)
		}
	case []any:
		for _, sub := range v {
			flatten(m, key, sub, left)
		}
	case nil:
	default:
		if text := scalar(v); text != "" {
			m[key] = append(m[key], text)
		}
	}
}

func scalar(v any) string {
	switch v := v.(type) {
	case time.Time:
		if v.Hour() == 0 && v.Minute() == 0 && v.Second() == 0 {
			return v.Format(time.DateOnly)
		}
		return v.Format(time.RFC3339)
	case string:
		return strings.TrimSpace(v)
	}
	return strings.TrimSpace(fmt.Sprint(v))
}

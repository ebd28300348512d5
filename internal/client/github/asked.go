package github

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
)

// pageArgument is how long a connection was asked for, or in which variable.
var pageArgument = regexp.MustCompile(`\b(?:first|last):\s*(?:(\d{1,4})|\$(\w+))`)

// firstOf is the longest list that a document asks for; 0: it asks for none.
func firstOf(query string, vars map[string]any) int {
	most := 0
	for _, m := range pageArgument.FindAllStringSubmatch(query, -1) {
		n := 0
		if m[1] != "" {
			n, _ = strconv.Atoi(m[1])
		} else if v, ok := vars[m[2]].(int); ok {
			n = v
		} else {
			return 0 // not to be told
		}
		most = max(most, n)
	}
	return most
}

// longestList is the length of the list that a JSON text is, or of the longest
// under nodes or items in it.
func longestList(text []byte) int {
	var value any
	if json.Unmarshal(text, &value) != nil {
		return 0
	}
	return longest(map[string]any{"items": value})
}

func longest(value any) (most int) {
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			most = max(most, longest(v))
		}
	case map[string]any:
		for key, v := range value {
			if list, ok := v.([]any); ok && (key == "nodes" || key == "items") {
				most = max(most, len(list))
			}
			most = max(most, longest(v))
		}
	}
	return most
}

// tooMany is the error of an answer that holds more than was asked for: it is
// none to this question, and where it ends nobody knows.
func tooMany(status, most int) *Error {
	return &Error{Status: status, Err: fmt.Errorf("the answer holds a list of more than the %d that were asked for: is there a proxy that answers for GitHub?", most)}
}

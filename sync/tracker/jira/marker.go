package jira

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// property is the key of the issue property that holds the marker.
const property = "followthrough"

// tokenRE is a marker's short form: instance, review, action, generation and
// number among equals.
var tokenRE = regexp.MustCompile(`followthrough/([A-Za-z0-9%.]+)/([0-9a-f]{12})/([0-9a-f]{12})/([1-9][0-9]{0,5})/([1-9][0-9]{0,5})`)

func usable(m tracker.Marker) bool {
	return m.Instance != "" && m.Review.Valid() && m.Action.Valid() && m.Generation > 0 && m.Number > 0
}

// token is the marker for the last line of a description: nothing in it means
// anything to wiki markup.
func token(m tracker.Marker) string {
	instance := url.QueryEscape(m.Instance)
	for from, to := range map[string]string{"+": "%20", "-": "%2D", "_": "%5F", "~": "%7E"} {
		instance = strings.ReplaceAll(instance, from, to)
	}
	return fmt.Sprintf("followthrough/%s/%s/%s/%d/%d", instance, m.Review, m.Action, m.Generation, m.Number)
}

// fromToken reads the last token in a description; nil: it holds none.
func fromToken(description string) *tracker.Marker {
	all := tokenRE.FindAllStringSubmatch(description, -1)
	if len(all) == 0 {
		return nil
	}
	parts := all[len(all)-1]
	instance, err := url.PathUnescape(parts[1])
	if err != nil {
		return nil
	}
	generation, _ := strconv.Atoi(parts[4]) // digits, as the pattern says
	number, _ := strconv.Atoi(parts[5])
	m := &tracker.Marker{
		Instance: instance, Review: review.Key(parts[2]), Action: review.Key(parts[3]), Generation: generation, Number: number,
	}
	if !usable(*m) {
		return nil
	}
	return m
}

// properties are what a new issue bears. Data Center's description types the
// value as a text.
func (t *Tracker) properties(m tracker.Marker) []client.Property {
	if t.cloud() {
		return []client.Property{{Key: property, Value: m}}
	}
	text, err := json.Marshal(m)
	if err != nil {
		return nil // strings and numbers always marshal
	}
	return []client.Property{{Key: property, Value: string(text)}}
}

// fromProperty reads the marker of a property's value, an object or a text
// that holds one; nil: none.
func fromProperty(raw json.RawMessage) *tracker.Marker {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		raw = json.RawMessage(text)
	}
	var m tracker.Marker
	if len(raw) == 0 || json.Unmarshal(raw, &m) != nil || !usable(m) {
		return nil
	}
	return &m
}

// marked is the marker that an issue bears, of any instance; nil: none.
func marked(i client.Issue) *tracker.Marker {
	if m := fromProperty(i.Properties[property]); m != nil {
		return m
	}
	var description string
	if json.Unmarshal(i.Fields["description"], &description) != nil {
		return nil
	}
	return fromToken(description)
}

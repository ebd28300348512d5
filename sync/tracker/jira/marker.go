package jira

import (
	"cmp"
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

// An issue bears its marker as an issue property that holds JSON, and as a short
// token in its description's last line, for where searches show no properties.

// MarkerProperty is the key of the issue property that holds the marker.
const MarkerProperty = "followthrough"

// tokenRE is a marker's short form: instance, review, action, generation and
// number among equals.
var tokenRE = regexp.MustCompile(`followthrough/([A-Za-z0-9%.]+)/([0-9a-f]{12})/([0-9a-f]{12})/([1-9][0-9]{0,5})/([1-9][0-9]{0,5})`)

// MarkerToken is the marker for the last line of a description: nothing in it means
// anything to wiki markup.
func MarkerToken(m tracker.Marker) string {
	instance := url.QueryEscape(m.Instance)
	for from, to := range map[string]string{"+": "%20", "-": "%2D", "_": "%5F", "~": "%7E"} {
		instance = strings.ReplaceAll(instance, from, to)
	}
	return fmt.Sprintf("followthrough/%s/%s/%s/%d/%d", instance, m.Review, m.Action, m.Generation, m.Number)
}

// markerOfToken reads the last token in a description; nil: it holds none.
func markerOfToken(description string) *tracker.Marker {
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
	if !m.Usable() {
		return nil
	}
	return m
}

// markerOfProperty reads the marker of a property's value, an object or a text
// that holds one; nil: none.
func markerOfProperty(raw json.RawMessage) *tracker.Marker {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		raw = json.RawMessage(text)
	}
	var m tracker.Marker
	if len(raw) == 0 || json.Unmarshal(raw, &m) != nil || !m.Usable() {
		return nil
	}
	return &m
}

// markerOn is the marker that an issue bears, of any instance; nil: none.
func markerOn(i client.Issue) *tracker.Marker {
	property, token := markersOn(i)
	return cmp.Or(property, token)
}

// markersOn are the marker in an issue's property and the one in its description.
func markersOn(i client.Issue) (property, token *tracker.Marker) {
	return markerOfProperty(i.Properties[MarkerProperty]), markerOfToken(i.Fields.Description)
}

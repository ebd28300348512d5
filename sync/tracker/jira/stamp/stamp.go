package stamp

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

// Property is the key of the issue property that holds the marker.
const Property = "followthrough"

// tokenRE is a marker's short form: instance, review, action, generation and
// number among equals.
var tokenRE = regexp.MustCompile(`followthrough/([A-Za-z0-9%.]+)/([0-9a-f]{12})/([0-9a-f]{12})/([1-9][0-9]{0,5})/([1-9][0-9]{0,5})`)

// Usable tells whether a marker holds what makes it one.
func Usable(m tracker.Marker) bool {
	return m.Instance != "" && m.Review.Valid() && m.Action.Valid() && m.Generation > 0 && m.Number > 0
}

// Token is the marker for the last line of a description: nothing in it means
// anything to wiki markup.
func Token(m tracker.Marker) string {
	instance := url.QueryEscape(m.Instance)
	for from, to := range map[string]string{"+": "%20", "-": "%2D", "_": "%5F", "~": "%7E"} {
		instance = strings.ReplaceAll(instance, from, to)
	}
	return fmt.Sprintf("followthrough/%s/%s/%s/%d/%d", instance, m.Review, m.Action, m.Generation, m.Number)
}

// FromToken reads the last token in a description; nil: it holds none.
func FromToken(description string) *tracker.Marker {
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
	if !Usable(*m) {
		return nil
	}
	return m
}

// fromProperty reads the marker of a property's value, an object or a text
// that holds one; nil: none.
func fromProperty(raw json.RawMessage) *tracker.Marker {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		raw = json.RawMessage(text)
	}
	var m tracker.Marker
	if len(raw) == 0 || json.Unmarshal(raw, &m) != nil || !Usable(m) {
		return nil
	}
	return &m
}

// On is the marker that an issue bears, of any instance; nil: none.
func On(i client.Issue) *tracker.Marker {
	property, token := Both(i)
	if property != nil {
		return property
	}
	return token
}

// Both are the marker in an issue's property and the one in its description.
func Both(i client.Issue) (property, token *tracker.Marker) {
	property = fromProperty(i.Properties[Property])
	var description string
	if json.Unmarshal(i.Fields["description"], &description) == nil {
		token = FromToken(description)
	}
	return property, token
}

// Creator is the account that made an issue: accountId on Cloud, key on Data
// Center. The reporter is whoever people say it is, the creator never changes.
// "": not told.
func Creator(i client.Issue) string {
	var by struct {
		AccountID string `json:"accountId"`
		Key       string `json:"key"`
	}
	if json.Unmarshal(i.Fields["creator"], &by) != nil {
		return ""
	}
	if by.AccountID != "" {
		return by.AccountID
	}
	return by.Key
}

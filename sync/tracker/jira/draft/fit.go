package draft

import (
	"net/url"
	"strings"
	"unicode/utf16"

	client "github.com/followthrough/followthrough/internal/client/jira"
)

// longest is how many characters a field of one line takes, as Jira counts them.
const longest = 255

// unfit says why Jira would refuse a text in a field, which its create screen
// does not tell; "": it takes it.
func unfit(f *client.Field, text string) string {
	kind := f.Schema.Custom[strings.LastIndex(f.Schema.Custom, ":")+1:]
	switch {
	case kind == "textfield" && len(utf16.Encode([]rune(text))) > longest:
		return "it takes 255 characters at most"
	case f.Schema.Type == "datetime" && client.Moment(text).IsZero():
		return "it takes a moment such as 2026-11-30T08:00:00.000+0000"
	case kind == "url" && !webAddress(text):
		return "it takes an address such as https://acme.example"
	case kind == "labels" && strings.ContainsAny(text, " \t\n"):
		return "labels have no spaces: write it with a hyphen"
	}
	return ""
}

func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme != "" && u.Host != ""
}

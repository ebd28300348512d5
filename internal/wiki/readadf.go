package wiki

import (
	"encoding/json"
	"strconv"
	"time"
)

// node is one of a document as Cloud's editor holds it.
type node struct {
	Type    string         `json:"type"`
	Text    string         `json:"text"`
	Attrs   map[string]any `json:"attrs"`
	Content []node         `json:"content"`
	Marks   []struct {
		Type  string         `json:"type"`
		Attrs map[string]any `json:"attrs"`
	} `json:"marks"`
}

func (n node) attr(name string) string {
	switch v := n.Attrs[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// node reads the words of a node and what it holds. Kinds that are not known
// have no words of their own: these may name somebody.
func (r *reader) node(n node) {
	switch n.Type {
	case "text":
		r.say(n.words())
	case "mention":
		r.say(person)
	case "status":
		r.say(n.attr("text"))
	case "emoji":
		if text := n.attr("text"); text != "" {
			r.say(text)
		} else {
			r.say(n.attr("shortName"))
		}
	case "date":
		if ms, err := strconv.ParseInt(n.attr("timestamp"), 10, 64); err == nil {
			r.say(time.UnixMilli(ms).UTC().Format(time.DateOnly))
		}
	case "inlineCard", "blockCard", "embedCard":
		if url := n.attr("url"); people.MatchString(url) {
			r.say(person)
		} else {
			r.say(url)
		}
	case "hardBreak":
		r.end(false)
	default:
		r.inside(n)
	}
}

// words are a text's, and of a link to somebody nobody's.
func (n node) words() string {
	for _, m := range n.Marks {
		if href, _ := m.Attrs["href"].(string); m.Type == "link" && people.MatchString(href) {
			return person
		}
	}
	return n.Text
}

// inside reads what a node holds, each block of it in lines of its own.
func (r *reader) inside(n node) {
	if n.Type == "expand" || n.Type == "nestedExpand" {
		r.end(false)
		r.say(n.attr("title"))
		r.end(false)
	}
	was := r.quoted
	r.quoted = was || n.Type == "blockquote" || n.Type == "codeBlock"
	for _, child := range n.Content {
		r.node(child)
	}
	if len(n.Content) > 0 {
		r.end(false)
	}
	r.quoted = was
}

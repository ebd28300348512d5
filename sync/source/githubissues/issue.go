package githubissues

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/names"
)

// issue is one as the API lists it.
type issue struct{ issues.REST }

// actor is somebody who did something; nil: the account is deleted.
type actor struct {
	ID    int64  `json:"id"`
	Login string `json:"login"`
	Type  string `json:"type"` // User, Bot
}

func (i issue) bears(name string) bool {
	return name != "" && slices.ContainsFunc(i.Labels, func(l issues.Label) bool { return names.Alike(l.Name, name) })
}

// labels are the names of all but those that the configuration asks for.
func (i issue) labels(cfg Config) []string {
	var out []string
	for _, l := range i.Labels {
		if !names.Alike(l.Name, cfg.Label) && !names.Alike(l.Name, cfg.Published.Label) {
			out = append(out, l.Name)
		}
	}
	slices.Sort(out)
	return out
}

// closed tells whether an issue was closed as something that is finished: one
// that was given up, or is another one's duplicate, was never published.
func (i issue) closed() bool {
	return i.State == "closed" && !givenUp(i.Reason)
}

func givenUp(reason string) bool { return reason == "not_planned" || reason == "duplicate" }

// published tells whether an issue looks published; by whom is another
// question.
func (i issue) published(cfg Config) bool {
	return i.bears(cfg.Published.Label) || cfg.Published.ByClosing() && i.closed()
}

// revision differs whenever what is read from an issue may differ. Comments,
// our own among them, change nothing.
func (s *Source) revision(i issue) string {
	h := sha256.New()
	parts := append([]string{i.Title, i.Body}, i.labels(s.cfg)...)
	if i.published(s.cfg) {
		parts = append(parts, "", "published")
	}
	if at, ok := s.history.doubted[i.Number]; ok && !i.Updated.Equal(at) {
		parts = append(parts, "", i.Updated.UTC().Format(time.RFC3339))
	}
	text, err := json.Marshal(parts)
	if err != nil { // texts always can be
		return ""
	}
	h.Write(text)
	return hex.EncodeToString(h.Sum(nil)[:10])
}

// Package survey reads what a suggestion is made of: all reviews of the sources,
// old ones and drafts too, and the places of the trackers. It changes nothing and
// needs no store. Of a review that is for fewer people than who runs it may show
// it to, or may be, nothing leaves it.
package survey

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/followthrough/followthrough/cmd/followthrough/restriction"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/mapping/suggest"
	"github.com/followthrough/followthrough/sync/source"
)

// Survey is one reading.
type Survey struct {
	Config  *config.Config
	Sources map[string]source.Source
	Only    string // the one source to read; "": all
	// Say is told how far it is, in words.
	Say func(words string)
}

// Found is what was read.
type Found struct {
	Reviews []suggest.Review
	// Restricted reviews were left out, those among them whose front matter can't
	// be read whole; Unreadable are documents that can't be read.
	Restricted, Unreadable int
	Remarks                []string // on single documents
	Failures               []error  // of sources
}

// Reviews reads all that the sources have, in their order and by path.
func (s Survey) Reviews(ctx context.Context) Found {
	var found Found
	for _, c := range s.Config.Sources {
		if s.Only == "" || s.Only == c.Name {
			if err := s.source(ctx, c, &found); err != nil {
				found.Failures = append(found.Failures, fmt.Errorf("source %s: %w", c.Name, err))
			}
		}
	}
	return found
}

func (s Survey) source(ctx context.Context, c config.Source, found *Found) error {
	entries, err := s.Sources[c.Name].List(ctx)
	if err != nil {
		return fmt.Errorf("its reviews can't be listed: %w", err)
	}
	hidden := restriction.Cautious(c.Restricted)
	for i, e := range entries {
		if s.Say != nil {
			s.Say(fmt.Sprintf("source %s: review %d of %d", c.Name, i+1, len(entries)))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		doc, err := s.Sources[c.Name].Read(ctx, e)
		switch {
		case errors.Is(err, source.ErrGone):
		case err != nil:
			found.Unreadable++
			if !hidden.Any() { // it may be one of those
				found.Remarks = append(found.Remarks, fmt.Sprintf("%s:%s: %v", c.Name, e.Path, err))
			}
		case hidden.Path(e.Path) || hidden.Review(doc.Review):
			found.Restricted++
		default:
			found.Reviews = append(found.Reviews, s.review(c.Name, doc))
		}
	}
	return nil
}

// review is what of a document tells who owns what.
func (s Survey) review(name string, doc source.Document) suggest.Review {
	r := doc.Review
	out := suggest.Review{Name: name + ":" + doc.Path, Team: r.Team, Owner: r.Owner, Services: r.Services}
	r.Actions = r.Certain()
	for i, a := range r.Actions {
		o := suggest.Owner{Text: cmp.Or(a.Answer.Team, a.Owner), Contacts: a.Contacts, Line: a.Line}
		if a.Answer.Team != "" {
			o.Says = suggest.SaysTeam
		}
		if t := s.Config.Mapping.Owned(mapping.Query{Source: name, Path: doc.Path, Review: &r, Action: &r.Actions[i]}); t != nil {
			o.Led = t.Name
		}
		out.Owners = append(out.Owners, o)
	}
	return out
}

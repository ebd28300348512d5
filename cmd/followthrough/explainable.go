package main

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/states"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/mapping"
)

// numberRE is an action's number in its review.
var numberRE = regexp.MustCompile(`^[1-9][0-9]{0,3}$`)

// explainable is the one name that the arguments of explain are: an action's
// number may follow its review, as remake takes it.
func explainable(args []string) (string, error) {
	switch {
	case len(args) == 1:
		return args[0], nil
	case len(args) == 2 && numberRE.MatchString(args[1]):
		return args[0] + "#" + args[1], nil
	}
	return "", usage("explain takes one REVIEW, one action of it (REVIEW NUMBER, REVIEW#NUMBER), or one state: %s", strings.Join(states.Words(), ", "))
}

// explained is what a name means to explain, which reads reviews as they are now:
// an action that no pass has read yet counts by its number there; 0: by its key.
func (f finder) explained(ctx context.Context, name string) (found, int, error) {
	out, err := f.find(ctx, name, inSources)
	m := numberedRE.FindStringSubmatch(name)
	if err == nil || m == nil || codeOf(err) != exitUsage {
		return out, 0, err
	}
	of, unknown := f.find(ctx, m[1], inSources)
	if unknown != nil || of.action != "" {
		return out, 0, err
	}
	number, _ := strconv.Atoi(m[2]) // at most four digits
	return of, number, nil
}

// orMistyped proposes the state that a name may mean, where no review can be
// known for want of a configuration.
func orMistyped(err error, name string) error {
	var cfg *config.Error
	state := mapping.Nearest(name, states.Words())
	if !errors.As(err, &cfg) || !cfg.None || state == "" || strings.ContainsAny(name, "/.:#") {
		return err
	}
	return usage("no configuration, so no review is known; no state named %q: did you mean %q?", name, state)
}

// orState proposes states, too, for a name that means nothing.
func orState(err error) error {
	var unknown unknownError
	if !errors.As(err, &unknown) {
		return err
	}
	if state := mapping.Nearest(unknown.name, states.Words()); state != "" {
		unknown.near = append([]string{state}, unknown.near[:min(len(unknown.near), mostNear-1)]...)
	}
	if len(unknown.near) == 0 {
		return usage("no review and no state named %q: `followthrough status --short` lists reviews, docs/states.md the states", unknown.name)
	}
	return usage("no review and no state named %q: did you mean %s?", unknown.name, either(unknown.near))
}

func explainState(e terminal.Env, o outputFlag, x states.Entry) error {
	if o.format == asJSON {
		return show.JSON(e.Out, x)
	}
	states.Print(e, x)
	return nil
}

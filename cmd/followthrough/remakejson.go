package main

import (
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/sync/plan"
)

// remakingJSON is what a remake would do, in JSON: before anybody said yes.
type remakingJSON struct {
	Actions []remakeJSON `json:"actions"`
	Held    int          `json:"held"` // by max_new, of those that are remade
}

type remakeJSON struct {
	Review string  `json:"review"`
	Key    string  `json:"key"`
	Number *int    `json:"number"` // null: its line is gone
	Action string  `json:"action"`
	Item   *string `json:"item"` // what is left behind; null: none is known
	URL    *string `json:"url"`
	To     string  `json:"to"`
	Remake bool    `json:"remake"`
	Why    *string `json:"why"` // it stays; null: it is remade
}

// json is what print says, for programs.
func (m remaking) json(rm remaker) remakingJSON {
	out := remakingJSON{Actions: []remakeJSON{}, Held: m.held}
	for _, r := range m.records {
		redacted := rm.redact.Reviews([]plan.Review{r})[0]
		for i, k := range r.Actions {
			_, remade := m.targets[k.Key]
			refused := m.refused[k.Key]
			if !remade && refused == nil {
				continue
			}
			told := redacted.Actions[i]
			one := remakeJSON{
				Review: redacted.String(), Key: string(k.Key), Action: rm.cfg.Mapping.Anonymise(told.Reading.Title), To: rm.destination(r, k), Remake: remade,
			}
			if k.Position >= 0 {
				number := k.Position + 1
				one.Number = &number
			}
			if told.Item != nil {
				one.Item, one.URL = show.OrNull(told.Item.Key), show.OrNull(told.Item.URL)
			}
			if refused != nil {
				why := refused.Error()
				if redacted.Path != r.Path {
					why = "a restricted review's"
				}
				one.Why = &why
			}
			out.Actions = append(out.Actions, one)
		}
	}
	return out
}

package world

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// saved is a world as it is kept: what is so now, without what searches saw
// before, and without what a test refuses (RefuseWhen).
type saved struct {
	IDs         int                `json:"ids"`
	Accounts    map[string]Account `json:"accounts"`
	Resolutions []string           `json:"resolutions"`
	Priorities  []string           `json:"priorities"`
	AllAssigned bool               `json:"all_assigned"`
	Everywhere  []string           `json:"everywhere"`
	Custom      map[string]Field   `json:"custom"`
	Boards      map[int]*Board     `json:"boards"`
	Projects    []savedHome        `json:"projects"`
	Issues      []Issue            `json:"issues"` // as made, deleted ones too
}

type savedHome struct {
	Project
	Last        int      `json:"last"`
	FormerKeys  []string `json:"former_keys"`
	Permissions []string `json:"permissions"`
	Requiring   []string `json:"requiring"`
}

// Save is the world as JSON, for Load.
func (w *World) Save() ([]byte, error) {
	w.Mu.Lock()
	defer w.Mu.Unlock()
	out := saved{
		IDs: w.ids, Accounts: w.Accounts, Resolutions: w.Resolutions, Priorities: w.Priorities, AllAssigned: w.AllAssigned,
		Everywhere: w.Everywhere, Custom: w.Custom, Boards: w.Boards,
	}
	for _, p := range w.Projects {
		out.Projects = append(out.Projects, savedHome{p.Project, p.last, p.FormerKeys, p.permissions, p.requiring})
	}
	for _, id := range w.Order {
		out.Issues = append(out.Issues, w.Records[id].Now())
	}
	return json.MarshalIndent(out, "", " ")
}

// Load makes the world what Save wrote; what it held is gone. Searches see all
// of it at once.
func (w *World) Load(src []byte) error {
	var in saved
	if err := json.Unmarshal(src, &in); err != nil {
		return fmt.Errorf("load a world of Jira: %w", err)
	}
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.ids, w.Accounts, w.Resolutions, w.Priorities, w.AllAssigned = in.IDs, in.Accounts, in.Resolutions, in.Priorities, in.AllAssigned
	w.Everywhere, w.Custom, w.Boards = in.Everywhere, in.Custom, in.Boards
	w.Projects, w.Order, w.Records, w.keys = nil, nil, map[string]*Record{}, map[string]string{}
	for _, p := range in.Projects {
		w.Projects = append(w.Projects, &Home{Project: p.Project, last: p.Last, FormerKeys: p.FormerKeys, permissions: p.Permissions, requiring: p.Requiring})
	}
	for _, i := range in.Issues {
		if i.Creator == "" { // a world of before that was kept apart
			if i.Creator = i.Reporter; i.OverHTTP {
				i.Creator = Bot().ID
			}
		}
		w.Records[i.ID] = &Record{versions: []version{{issue: i, indexed: time.Time{}}}}
		w.Order = append(w.Order, i.ID)
		for _, key := range append([]string{i.Key}, i.FormerKeys...) {
			w.keys[strings.ToUpper(key)] = i.ID
		}
	}
	return nil
}

package issueworld

// Saved is a world as it is kept: what is so now, without what views saw
// before.
type Saved struct {
	IDs      int64
	Homes    map[int64]SavedHome
	Types    map[string][]Type
	Projects []*Project
	Issues   []Issue // as made, whatever became of them
}

// SavedHome is a Home with the numbers that it gave.
type SavedHome struct {
	Home
	Last    int64
	Numbers map[int64]int64
}

// Save is the world to be kept.
func (w *World) Save() Saved {
	out := Saved{IDs: w.ids, Homes: map[int64]SavedHome{}, Types: w.types, Projects: w.projects}
	for repo, h := range w.homes {
		out.Homes[repo] = SavedHome{*h, h.last, h.numbers}
	}
	for _, id := range w.order {
		out.Issues = append(out.Issues, w.records[id].now())
	}
	return out
}

// Load makes the world what was kept; what it held is gone. All views see all
// of it at once.
func (w *World) Load(in Saved) {
	w.ids, w.types, w.projects = in.IDs, in.Types, in.Projects
	w.homes, w.records, w.order = map[int64]*Home{}, map[int64]*record{}, nil
	for repo, h := range in.Homes {
		h.Home.last, h.Home.numbers = h.Last, h.Numbers
		w.homes[repo] = &h.Home
	}
	for _, i := range in.Issues {
		w.records[i.ID] = &record{versions: []version{{issue: i}}}
		w.order = append(w.order, i.ID)
	}
}

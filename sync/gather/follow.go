package gather

import "maps"

// Follow lets a gatherer that has gathered nothing yet go on where the one of the
// configuration before is: with the readings on their way, the pauses of those who
// failed, and what it remembers. What the sources and trackers for which changed is
// true are being asked is called off and forgotten: they are others by now, or gone.
func (g *Gatherer) Follow(before *Gatherer, changed func(name string) bool) {
	if before.kept.desk == nil {
		return
	}
	g.kept = before.kept
	before.named.into(g.kept.namedItems)
	g.kept.desk.Take(g.Pace.Rules)
	for _, t := range before.Trackers {
		if changed(t.Name) {
			g.kept.desk.Drop(aTracker, t.Name)
			delete(g.kept.listed, t.Name)
			delete(g.kept.owedItems, t.Name)
			delete(g.kept.namedItems, t.Name)
			before.Backoff.Forget(t.Name)
		}
	}
	for _, s := range before.Sources {
		if changed(s.Name) {
			g.kept.desk.Drop(aSource, s.Name)
		}
	}
	configured := map[string]bool{}
	for _, s := range g.Sources {
		configured[s.Name] = true
	}
	maps.DeleteFunc(g.kept.owed, func(name string, _ bool) bool { return !configured[name] })
}

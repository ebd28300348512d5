package upgradetest

import "fmt"

// For is whose reviews a world is for.
type For int

// Our own reviews name our teams and days; those of others don't, so all of them
// count, and one team takes what nobody else does.
const (
	Ours For = iota
	Others
)

func (f For) since() string {
	if f == Others {
		return "all"
	}
	return "2026-10-01"
}

func (f For) fallback() string {
	if f == Others {
		return "platform"
	}
	return "null"
}

// sources are those of a world: one that is written into in both ways at once,
// one with a soak that has the block alone, and those that only this tracker's
// site has.
func sources(b backlogs, f For) string {
	return `max_new: 0
sources:
  - name: lines
    ` + b.shelf().config() + `
    since: ` + f.since() + `
    soak: 0
    quiet: 0
    report: [block, links]
    report_every: 0
    restricted: {include: ["security/**", "prüfer/**"], when: {visibility: [restricted]}}
  - name: calm
    folder: {path: reviews/calm}
    since: ` + f.since() + `
    soak: 48h
    quiet: 0
    report: [block]
    restricted: {include: ["security/**", "prüfer/**"], when: {visibility: [restricted]}}
` + b.sources()
}

// teams are those of every world, each with a backlog.
func teams(b backlogs, f For) string {
	return fmt.Sprintf(`mapping:
  fallback: %s
  defaults: {tracker: backlog}
  teams:
    - name: payments
      aliases: [Payments Team]
      members: ["@robin", Robin Example]
      services: [checkout]
      backlog: {project: %s}
    - name: search
      aliases: [Búsqueda]
      members: ["@quill"]
      services: [search]
      backlog: {project: %s}
    - name: platform
      aliases: [基盤チーム]
      backlog: {project: %s}
    - name: mobile
      create: ask
      backlog: {project: %s}
    - name: facilities
      backlog: {tracker: none}
`, f.fallback(), b.project(0), b.project(1), b.project(2), b.project(3))
}

// Package metrics counts what the daemon does, for Prometheus. It must not know
// what is counted: labels are kinds, states, results and the names that the
// configuration gives to sources and trackers, never a person, a team, a title,
// a path or anything else without a bound.
package metrics

// Package show says what the commands found and did: as text for people,
// which fits a terminal, and as JSON for programs, which is stable. It decides
// nothing, and asks no store, source or tracker.
package show

// Package mapping leads from an action of a review to the team that owns it
// and to that team's backlog, and says in words what decided. It is pure: it
// reads no file and no clock, and knows neither sources, trackers nor the
// configuration's syntax. No explanation it gives names or quotes a person.
package mapping

// Package suggest proposes what a mapping lacks: the teams, aliases, members and
// services that reviews write, grouped by likeness, each with the places whose
// names fit. It is pure, as mapping is: what was read is given to it. It may be
// wrong and says where: nothing of what it proposes counts before a person has
// taken it over, and what could be a person is never called a team.
package suggest

// Package report is follow-through as a model: reviews, their actions and
// items in, figures out, for a period and a grouping. Every rendering of them
// (text, Markdown, JSON, CSV, a page) is made of the same values. It is pure:
// no I/O, no clock. It must not know plans, trackers, or how anything is
// stored, and it names no person: what it shows of other people's words has
// gone through Options.Restate.
package report

// Package story tells a person what happened, a line for each thing: from the log,
// and while it happens. It knows no command, and decides nothing.
package story

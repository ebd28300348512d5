// Package store keeps what is known between passes: reviews and their
// actions, items, intents and the log. It is the only place with SQL and the
// only one that knows a database driver. It must not know what the values
// mean: it decides nothing, reads no clock but the one it is given, and
// never changes what it was told to keep.
//
// The SQL is one text for SQLite and PostgreSQL: $1 placeholders in order of
// their first appearance, ON CONFLICT … DO UPDATE, times as microseconds since
// 1970 (NULL for the zero time), flags as 0 and 1, lists and small structures
// as JSON text. What is one engine's alone is behind the interface engine.
package store

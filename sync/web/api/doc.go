// Package api is the daemon's interface for programs, /api/v1: what the commands
// print as JSON, and a resync. It knows HTTP and the words of its addresses; what is
// answered comes through Answers and Resyncs, so that it knows no store, no source
// and no loop.
package api

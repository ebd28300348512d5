// Package gitworld is git as GitHub keeps it, in memory and without HTTP: real
// objects with real hashes, branches, history, merges, rules on branches and
// pull requests. It knows neither accounts nor clocks: who and when are told
// to it. Nothing in it locks; whoever shares a repository does.
package gitworld

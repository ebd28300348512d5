// Package gate is who may do what at a fake GitHub: accounts and their roles,
// tokens of all kinds, Apps and their installations, single sign-on, limits,
// and how fast somebody writes. It knows of a repository only what it must to
// judge, and nothing of git or of issues.
package gate

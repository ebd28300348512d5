// Package reporttest is one rich, made-up store to try reports on: its golden
// files, its page in a browser, its screenshot. Tests only.
package reporttest

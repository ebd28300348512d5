// Package daemon runs the loop with the server beside it: it tells the server
// how the loop is, and Prometheus what it counts. It knows no command and no
// terminal.
package daemon

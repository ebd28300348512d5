// Package web is the daemon's own small server: whether it lives and is ready, its
// figures for Prometheus, and what is handed to it as further handlers. It knows the
// loop and the figures by what it is handed, and nothing of sources, trackers, plans or
// the store.
package web

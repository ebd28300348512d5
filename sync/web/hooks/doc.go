// Package hooks takes in what vendors deliver when something changed with them, at
// /hooks/NAME. A delivery is believed when its signature holds, and then it only
// means "look soon" or "read these ids": what is so is found by looking, so that one
// that is lost, doubled, late or replayed does no harm. It is answered at once, and
// what it means is done later. The package knows no source, tracker, store or
// configuration: it is handed what it needs of them by name.
package hooks

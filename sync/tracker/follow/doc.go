// Package follow makes a Tracker of an Adapter: it follows items. How far a
// listing reaches back and by whose clock, what was shown before, when all of ours
// is read again, where nothing may be concluded from absence, and where chains of
// duplicates end stands here, once for all trackers. It knows no vendor, makes no
// request itself, and decides nothing about actions.
package follow

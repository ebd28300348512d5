// Package campaign is the fault world: tests that run the whole loop over
// real folders, files and stores, with processes killed, answers lost and
// listings that lag. It holds no production code.
package campaign

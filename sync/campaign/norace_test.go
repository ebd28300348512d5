//go:build !race

package campaign_test

// raced tells that the race detector runs.
const raced = false

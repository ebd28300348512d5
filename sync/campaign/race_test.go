//go:build race

package campaign_test

// raced tells that the race detector runs, which makes all several times slower.
const raced = true

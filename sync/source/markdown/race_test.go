//go:build race

package markdown

// raceDetector makes everything many times slower.
const raceDetector = true

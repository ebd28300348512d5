//go:build unix && !linux

package witness

// inMemory is not told here: that it is another device has to do.
func inMemory(string) bool { return true }

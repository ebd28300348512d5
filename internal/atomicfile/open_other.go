//go:build !unix

package atomicfile

// nonblock is nothing here: names in folders are no pipes.
const nonblock = 0

//go:build !unix

package campaign_test

import "os"

// makePipe puts a folder at a path: there are no named pipes in folders here.
func makePipe(path string) error { return os.Mkdir(path, 0o755) }

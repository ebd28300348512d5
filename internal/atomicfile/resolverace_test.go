package atomicfile_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

// TestResolveWhileTheFileAppears resolves a file that somebody makes and
// removes meanwhile: it need not be there, so that is never an error.
func TestResolveWhileTheFileAppears(t *testing.T) {
	root := t.TempDir()
	path := filepath.Join(root, "payments.md")
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				_ = os.WriteFile(path, nil, 0o600) // what comes of it is judged below
				_ = os.Remove(path)
			}
		}
	})
	for range 20000 {
		if _, err := atomicfile.Resolve(root, "payments.md"); err != nil {
			t.Errorf("resolve: %v", err)
			break
		}
	}
	close(stop)
	writer.Wait()
}

package daemon

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

// mostRead is how many bytes of a file of the configuration are looked at.
const mostRead = 4 << 20

// heedConfiguration tells, once for each text of it, that the configuration on
// disk is not the one that runs any more: it is read at the start only.
func (o Options) heedConfiguration(ctx context.Context) {
	running := o.onDisk()
	told := running
	tick := time.NewTicker(min(o.Config.Poll, time.Minute))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := o.onDisk()
		if now == told {
			continue
		}
		told = now
		files := strings.Join(o.Config.Files, ", ")
		switch {
		case now == running:
			o.Log.Info("the configuration on disk is again the one that runs", "files", files)
		case o.Mistakes != nil && o.Mistakes() != nil:
			o.Log.Warn("the configuration on disk has changed and has mistakes: the next start would fail; `followthrough check` names them", "files", files)
		default:
			o.Log.Info("the configuration on disk has changed: it takes effect at the next start", "files", files)
		}
	}
}

// onDisk is a digest of the configuration's files as they are now. One that
// can't be read counts as its error.
func (o Options) onDisk() string {
	sum := sha256.New()
	for _, file := range o.Config.Files {
		data, err := atomicfile.ReadFile(file, mostRead)
		fmt.Fprintf(sum, "%q %q %v\n", file, data, err)
	}
	return string(sum.Sum(nil))
}

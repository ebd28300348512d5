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
func (d *daemon) heedConfiguration(ctx context.Context) {
	running := d.onDisk()
	told := running
	tick := time.NewTicker(min(d.current().Config.Poll, time.Minute))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := d.onDisk()
		if now == told {
			continue
		}
		told = now
		files := strings.Join(d.current().Config.Files, ", ")
		switch {
		case now == running:
			d.Log.Info("the configuration on disk is again the one that runs", "files", files)
		case d.mistaken():
			d.Log.Warn("the configuration on disk has changed and has mistakes: the next start would fail; `followthrough check` names them", "files", files)
		default:
			d.Log.Info("the configuration on disk has changed: it takes effect at the next start", "files", files)
		}
	}
}

// onDisk is a digest of the configuration's files as they are now. One that
// can't be read counts as its error.
func (d *daemon) onDisk() string {
	sum := sha256.New()
	for _, file := range d.current().Config.Files {
		data, err := atomicfile.ReadFile(file, mostRead)
		fmt.Fprintf(sum, "%q %q %v\n", file, data, err)
	}
	return string(sum.Sum(nil))
}

// mistaken tells whether the configuration on disk has mistakes.
func (d *daemon) mistaken() bool {
	if d.Load == nil {
		return false
	}
	_, err := d.Load()
	return err != nil
}

package daemon

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/atomicfile"
)

// How the configuration's files are watched: by looking at them, which sees every way
// in which editors and clusters replace files.
const (
	mostRead = 4 << 20     // bytes of a file that are looked at
	lookEach = time.Second // a changed text counts when it has rested for as long
	share    = 300         // of the time, looking takes no more than such a part
)

// watch judges the configuration on disk whenever its text has changed and rests, and
// when it is asked to (Options.Asked).
func (d *daemon) watch(ctx context.Context) {
	judged := d.onDisk()
	last, pause := judged, lookEach
	for {
		asked := false
		select {
		case <-ctx.Done():
			return
		case <-d.Asked:
			asked = true
		case <-time.After(pause):
		}
		began := time.Now()
		now := d.onDisk()
		pause = max(lookEach, share*time.Since(began))
		if asked || now == last && now != judged {
			judged = now
			d.contained("configuration", func() { d.judge(asked) })
		}
		last = now
	}
}

// onDisk is a digest of the configuration's files as they are now, those included that
// have come to match what it includes. One that can't be read counts as its error.
func (d *daemon) onDisk() string {
	c := d.current().Config
	files := slices.Concat(c.Files, d.mistaken)
	for _, glob := range c.Globs {
		matching, _ := doublestar.FilepathGlob(glob, doublestar.WithFilesOnly()) // judged when it was read
		files = append(files, matching...)
	}
	slices.Sort(files)
	sum := sha256.New()
	for _, file := range slices.Compact(files) {
		data, err := atomicfile.ReadFile(file, mostRead)
		fmt.Fprintf(sum, "%q %q %v\n", file, data, err)
	}
	return string(sum.Sum(nil))
}

// judge reads the configuration on disk, and offers it to the loop where it is another
// one; asked: a person wants to be told in any case.
func (d *daemon) judge(asked bool) {
	c, err := d.Load()
	d.mistaken = nil
	if err != nil {
		d.offered.Store(nil)
		d.tellMistakes(err)
		return
	}
	now := d.current()
	if same := c.Digest == now.Config.Digest && c.File == now.Config.File; same && (!asked || !now.broken()) {
		d.unchanged(asked)
		return
	}
	d.offered.Store(&offer{config: c})
	now.Loop.Poke()
}

// unchanged tells that what runs is what is on disk. Files of secrets are read whenever
// they are needed: who refused us is asked again at once where a person asks for it.
func (d *daemon) unchanged(asked bool) {
	before := d.offered.Swap(nil)
	if !d.reloaded.Swap(true) || before != nil {
		d.Log.Info("the configuration on disk is again the one that runs", "file", d.current().Config.File)
	} else if asked {
		d.Log.Info("the configuration is unchanged", "file", d.current().Config.File)
	}
	d.figures().ConfigurationTaken(d.current().Loop.Now())
	if asked {
		d.hurry.Store(true)
		d.current().Loop.Poke()
	}
}

// mostTold is how many mistakes the log names.
const mostTold = 20

// tellMistakes names the mistakes of the configuration on disk, a line for each.
func (d *daemon) tellMistakes(err error) {
	d.kept()
	const stays = "the configuration on disk has mistakes: the one before stays in force"
	var wrong *config.Error
	if !errors.As(err, &wrong) || len(wrong.Problems) == 0 {
		d.Log.Warn(stays, "error", err)
		return
	}
	d.Log.Warn(stays, "mistakes", len(wrong.Problems), "next", "mend the files: it is taken as soon as it has none. `followthrough check` names them too")
	for i, p := range wrong.Problems {
		if p.File != "" {
			d.mistaken = append(d.mistaken, p.File)
		}
		if i < mostTold {
			d.Log.Warn("mistake in the configuration", "what", p.String())
		}
	}
}

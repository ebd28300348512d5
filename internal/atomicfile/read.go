package atomicfile

import (
	"fmt"
	"io"
	"os"
	"time"
)

// Snapshot is a file as it was read.
type Snapshot struct {
	Path  string // as given to Read
	Data  []byte
	Stamp Stamp // of exactly these bytes
}

// tick is the coarsest step of the clocks that stamp files: two writes within
// it can bear the same time.
const tick = 20 * time.Millisecond

// readings is how often a file that is being written is read again.
const readings = 5

// Read reads the regular file that path leads to, of at most limit bytes (0:
// any number). The stamp belongs to these very bytes: a file that was written
// within the clock's last tick is read when the tick is over, so that no later
// write can hide behind an equal stamp.
func (d *Disk) Read(path string, limit int64) (Snapshot, error) {
	return d.read(path, limit, func(s Stamp) bool {
		age := time.Since(s.Time()) // the clock that stamps files is the system's
		return age >= 0 && age < tick
	})
}

// Peek is Read without the wait, for what is replaced at once: Replace
// compares bytes, not stamps.
func (d *Disk) Peek(path string, limit int64) (Snapshot, error) {
	return d.read(path, limit, func(Stamp) bool { return false })
}

func (d *Disk) read(path string, limit int64, fresh func(Stamp) bool) (Snapshot, error) {
	for range readings {
		snap, calm, err := d.readOnce(path, limit)
		if err != nil || calm && !fresh(snap.Stamp) {
			return snap, err
		}
		time.Sleep(tick)
	}
	return Snapshot{}, named("read", path, ErrChanged)
}

// readOnce is one reading; it is calm if nobody wrote meanwhile.
func (d *Disk) readOnce(path string, limit int64) (snap Snapshot, calm bool, err error) {
	before, err := d.Stat(path)
	if err != nil {
		return snap, false, err
	}
	if limit > 0 && before.Size > limit {
		return snap, false, named("read", path, fmt.Errorf("%w: %d bytes, at most %d are read", ErrTooLarge, before.Size, limit))
	}
	if err := d.step(OpRead, path); err != nil {
		return snap, false, named("read", path, err)
	}
	file, err := os.Open(path)
	if err != nil {
		return snap, false, err
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return snap, false, err
	}
	info, err := file.Stat()
	if err != nil {
		return snap, false, err
	}
	snap = Snapshot{Path: path, Data: data, Stamp: StampOf(info)}
	calm = snap.Stamp == before && before.Size == int64(len(data))
	return snap, calm, nil
}

package audit

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// largest is how large a file gets before it is put aside, whatever its age.
const largest = 64 << 20

// asideAs is what the name of a file that was put aside ends with: when that was.
const asideAs = "20060102T150405.000000000Z"

// rotate puts the file aside where it is old or large enough. Where two processes do so
// at once the second one puts aside the new file: no line is lost by that.
func (l *Log) rotate() error {
	if l.Rotate == 0 {
		return nil
	}
	info, err := os.Stat(l.Path)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return nil //nolint:nilerr // there is nothing to put aside, and who writes tells of the rest
	}
	now := l.Now().UTC()
	if began := firstTime(l.Path); info.Size() < largest && (began.IsZero() || now.Sub(began) < l.Rotate) {
		return nil
	}
	aside := l.Path + "." + now.Format(asideAs)
	if _, err := os.Lstat(aside); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("audit: %s is there already", aside)
	}
	if err := os.Rename(l.Path, aside); err != nil {
		return fmt.Errorf("audit: the file can't be put aside: %w", err)
	}
	return l.drop()
}

// firstTime is when the first line was written; zero: it can't be told.
func firstTime(path string) time.Time {
	f, err := os.Open(path)
	if err != nil {
		return time.Time{}
	}
	defer f.Close()
	text, _ := bufio.NewReaderSize(f, 1<<16).ReadSlice('\n')
	var line Line
	if json.Unmarshal(text, &line) != nil {
		return time.Time{}
	}
	return line.Time
}

// drop deletes what was put aside longer ago than lines are kept. No other file beside
// the log is touched.
func (l *Log) drop() error {
	if l.Keep == 0 {
		return nil
	}
	all, err := os.ReadDir(filepath.Dir(l.Path))
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	var failed []error
	for _, e := range all {
		ends, ok := strings.CutPrefix(e.Name(), filepath.Base(l.Path)+".")
		at, err := time.Parse(asideAs, ends)
		if !ok || err != nil || l.Now().Sub(at) < l.Keep {
			continue
		}
		if err := os.Remove(filepath.Join(filepath.Dir(l.Path), e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, fmt.Errorf("audit: %w", err))
		}
	}
	return errors.Join(failed...)
}

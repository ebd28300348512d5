package audit

import (
	"fmt"
	"io/fs"
	"os"
	"time"
)

// open opens the file to add to it, and makes it where there is none. Who else may read
// it is nobody's default: it says who did what, and when.
func open(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	return f, nil
}

// midLine is how long another process is at most in the midst of writing a line.
const midLine = 20 * time.Millisecond

// add adds a line in one write, so that those of several processes stand one below the
// other, and has it on the disk before it returns. The file is opened each time: another
// process may have put it aside.
func add(path string, line []byte) error {
	f, err := open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	if broken(f, info) {
		time.Sleep(midLine)
		if info, err = f.Stat(); err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		if broken(f, info) {
			line = append([]byte{'\n'}, line...)
		}
	}
	if _, err = f.Write(line); err == nil && info.Mode().IsRegular() {
		err = f.Sync()
	}
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// broken tells whether the last line has no end: a disk was full, or a machine stopped.
func broken(f *os.File, info fs.FileInfo) bool {
	last := []byte{'\n'}
	if info.Mode().IsRegular() && info.Size() > 0 {
		_, _ = f.ReadAt(last, info.Size()-1) // what can't be read counts as whole
	}
	return last[0] != '\n'
}

package atomicfile

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"strings"
)

const (
	mark   = ".followthrough-"
	unborn = ".new" // ends the name of a file that was never swapped
	// longest is how much of a file's own name goes into that of the file
	// beside it: names end at 255 bytes.
	longest = 120
)

// beside writes data to a new file in s's folder, durably, and gives its
// name and stamp. The name holds digests of what was read and what is to be
// there, so that sweep can tell what a crash left behind.
func (d *Disk) beside(s *spot, was, data []byte, mode fs.FileMode, dress func(*os.File) error) (string, Stamp, error) {
	if err := d.step(OpTemp, s.path); err != nil {
		return "", Stamp{}, err
	}
	stem := besideName(s.name)
	unique := rand.Text()[:10]
	first := stem + unique + unborn
	file, err := s.root.OpenFile(s.at(first), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return "", Stamp{}, err
	}
	stamp, err := d.fill(file, s.path, data, dress)
	final := stem + digest(was) + "-" + digest(data) + "-" + unique
	if err == nil {
		err = s.root.Rename(s.at(first), s.at(final))
	}
	if err != nil {
		s.root.Remove(s.at(first)) //nolint:errcheck // the first error counts; sweep takes what is left
		return "", Stamp{}, err
	}
	return final, stamp, nil
}

// fill writes and closes file.
func (d *Disk) fill(file *os.File, path string, data []byte, dress func(*os.File) error) (stamp Stamp, err error) {
	defer func() {
		if cerr := file.Close(); err == nil {
			err = cerr
		}
	}()
	if err := d.step(OpText, path); err != nil {
		return stamp, err
	}
	if _, err := file.Write(data); err != nil {
		return stamp, err
	}
	if err := dress(file); err != nil {
		return stamp, err
	}
	if err := d.step(OpSync, path); err != nil {
		return stamp, err
	}
	if err := file.Sync(); err != nil {
		return stamp, err
	}
	info, err := file.Stat()
	if err != nil {
		return stamp, err
	}
	return StampOf(info), nil
}

func besideName(name string) string {
	if len(name) > longest {
		name = strings.ToValidUTF8(name[:longest], "")
	}
	return "." + name + mark
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

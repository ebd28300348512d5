package audit

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"
)

// Options say where lines go, and what is so for each of them.
type Options struct {
	// Path is the file; "": lines go to Out.
	Path string
	Out  io.Writer
	// Keep is how long a line is kept at least, and Rotate after which time a file is
	// put aside and another one begun: no line is kept longer than both together. 0: for
	// ever, and never.
	Keep, Rotate time.Duration

	Instance, Version string
	Now               func() time.Time
	// Failed is told of each line that could not be written, and of a file that can't
	// be put aside; nil: nobody is.
	Failed func(lost bool, err error)
}

// Log is what lines are added to. A nil one keeps none. Several processes may add to
// one file.
type Log struct {
	Options
	mu   sync.Mutex
	lost int
}

// Open is the log, once a line could be written to it. Its error names the file.
func Open(o Options) (*Log, error) {
	l := &Log{Options: o}
	if o.Path == "" {
		return l, nil
	}
	f, err := open(o.Path)
	if err != nil {
		return nil, err
	}
	return l, f.Close()
}

// Add writes a line. One that can't be written is counted, told of, and missed: what it
// tells of has happened.
func (l *Log) Add(line Line) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	line.Time, line.Instance, line.Version, line.Lost = l.Now().UTC(), l.Instance, l.Version, l.lost
	text, err := json.Marshal(line)
	if err == nil {
		err = l.write(append(text, '\n'))
	}
	if err == nil {
		l.lost = 0
		return
	}
	l.lost++
	l.fail(true, err)
}

func (l *Log) write(text []byte) error {
	if l.Path == "" {
		_, err := l.Out.Write(text)
		if err != nil {
			err = fmt.Errorf("audit: %w", err)
		}
		return err
	}
	if err := l.rotate(); err != nil {
		l.fail(false, err)
	}
	return add(l.Path, text)
}

func (l *Log) fail(lost bool, err error) {
	if l.Failed != nil {
		l.Failed(lost, err)
	}
}

// Tidy puts the file aside where that is due, and deletes those that were put aside
// longer ago than lines are kept.
func (l *Log) Tidy() error {
	if l == nil || l.Path == "" {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.rotate(); err != nil {
		return err
	}
	return l.drop()
}

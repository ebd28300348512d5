package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

// How a lock is waited for and kept.
const (
	// DefaultLockWait is how long AcquireLock waits where it is not told.
	DefaultLockWait = 30 * time.Second
	// DefaultLockBeat is how often the holder writes that it lives.
	DefaultLockBeat = 5 * time.Second
	lockRetry       = 100 * time.Millisecond
)

// LockOptions say how to take a lock.
type LockOptions struct {
	Wait time.Duration    // 0: DefaultLockWait; less: not at all
	Beat time.Duration    // 0: DefaultLockBeat
	Now  func() time.Time // nil: the machine's clock
}

// Lock is the right to run a pass on a store, held until Release.
type Lock struct {
	flock *flock.Flock
	file  *os.File
	now   func() time.Time
	stop  chan struct{}
	done  sync.WaitGroup
}

// LockedError says who holds the store that could not be locked. PID, Host and
// Beat are zero where the holder has not written them yet.
type LockedError struct {
	Path string
	PID  int
	Host string
	Beat time.Time // when the holder last wrote that it lives
}

// Error names the store, its holder, and the next step.
func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("the store %s is in use by another process: stop it, or wait", e.Path)
	}
	where := ""
	if host, err := os.Hostname(); err != nil || host != e.Host {
		where = " on " + e.Host
	}
	return fmt.Sprintf("the store %s is in use by process %d%s (last beat %s): stop it, or wait",
		e.Path, e.PID, where, e.Beat.UTC().Format(time.RFC3339))
}

// Is tells that a LockedError is ErrLocked.
func (e *LockedError) Is(target error) bool { return target == ErrLocked }

// holder is what a lock's file says.
type holder struct {
	PID  int       `json:"pid"`
	Host string    `json:"host"`
	Beat time.Time `json:"beat"`
}

// AcquireLock takes the lock of the store at path: a lock on the file beside
// it, path.lock, which stays. While it is held the file says by whom and when
// it last wrote so. Not free in time: a *LockedError.
func AcquireLock(ctx context.Context, path string, o LockOptions) (*Lock, error) {
	o = o.withDefaults()
	f := flock.New(path+".lock", flock.SetPermissions(0o600))
	if err := take(ctx, f, o.Wait); err != nil {
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			return nil, heldBy(path)
		}
		return nil, fmt.Errorf("lock the store %s: %w", path, err)
	}
	file, err := os.OpenFile(f.Path(), os.O_RDWR, 0)
	if err != nil {
		_ = f.Close() // err is what counts
		return nil, fmt.Errorf("lock the store %s: %w", path, err)
	}
	l := &Lock{flock: f, file: file, now: o.Now, stop: make(chan struct{})}
	if err := errors.Join(file.Truncate(0), l.beat()); err != nil {
		if errors.Is(err, syscall.ENOSPC) {
			err = full(path)
		} else {
			err = fmt.Errorf("lock the store %s: %w", path, err)
		}
		return nil, errors.Join(err, file.Close(), f.Close())
	}
	l.done.Go(func() { l.keepBeating(o.Beat) })
	return l, nil
}

func (o LockOptions) withDefaults() LockOptions {
	if o.Wait == 0 {
		o.Wait = DefaultLockWait
	}
	if o.Beat <= 0 {
		o.Beat = DefaultLockBeat
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// take locks the file, or fails with context.DeadlineExceeded after wait.
func take(ctx context.Context, f *flock.Flock, wait time.Duration) error {
	if ok, err := f.TryLock(); ok || err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	_, err := f.TryLockContext(ctx, lockRetry)
	return err
}

// heldBy reads who holds the lock. The holder writes its line in one go; a
// file that can't be read only tells less.
func heldBy(path string) error {
	e := &LockedError{Path: path}
	var h holder
	if b, err := os.ReadFile(path + ".lock"); err == nil && json.Unmarshal(b, &h) == nil {
		e.PID, e.Host, e.Beat = h.PID, h.Host, h.Beat
	}
	return e
}

// beat writes that the holder lives. Every line is as long as the one before.
func (l *Lock) beat() error {
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	line, err := json.Marshal(holder{os.Getpid(), host, l.now().UTC().Truncate(time.Second)})
	if err != nil {
		return fmt.Errorf("encode the holder: %w", err)
	}
	if _, err := l.file.WriteAt(append(line, '\n'), 0); err != nil {
		return fmt.Errorf("write the holder: %w", err)
	}
	return nil
}

func (l *Lock) keepBeating(every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-ticker.C:
			_ = l.beat() // a full disk: the lock is held all the same
		}
	}
}

// Release gives the lock back. It is called once.
func (l *Lock) Release() error {
	close(l.stop)
	l.done.Wait()
	if err := errors.Join(l.file.Truncate(0), l.file.Close(), l.flock.Close()); err != nil {
		return fmt.Errorf("release the lock %s: %w", l.flock.Path(), err)
	}
	return nil
}

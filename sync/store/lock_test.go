package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/followthrough/followthrough/sync/store"
)

func TestLockIsHeldByOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "followthrough.db")
	var holders, most atomic.Int32
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			l, err := store.AcquireLock(t.Context(), path, store.LockOptions{Wait: 20 * time.Second})
			if err != nil {
				t.Error(err)
				return
			}
			if n := holders.Add(1); n > most.Load() {
				most.Store(n)
			}
			time.Sleep(2 * time.Millisecond)
			holders.Add(-1)
			if err := l.Release(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if most.Load() != 1 {
		t.Errorf("%d held the lock at once", most.Load())
	}
}

func TestLockThatIsNotFreeNamesItsHolder(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent()) // the server of other tests stays
	path := filepath.Join(t.TempDir(), "followthrough.db")
	beat := time.Date(2026, 11, 30, 10, 0, 0, 5000, time.UTC)
	l, err := store.AcquireLock(t.Context(), path, store.LockOptions{Now: func() time.Time { return beat }})
	must(t, err)
	started := time.Now()
	_, err = store.AcquireLock(t.Context(), path, store.LockOptions{Wait: 50 * time.Millisecond})
	if waited := time.Since(started); waited < 50*time.Millisecond || waited > 10*time.Second {
		t.Errorf("waited %v", waited)
	}
	var locked *store.LockedError
	if !errors.As(err, &locked) || !errors.Is(err, store.ErrLocked) {
		t.Fatalf("got %v", err)
	}
	host, _ := os.Hostname()
	if locked.PID != os.Getpid() || locked.Host != host || !locked.Beat.Equal(beat.Truncate(time.Second)) {
		t.Errorf("the holder is %+v", locked)
	}
	want := fmt.Sprintf("the store %s is in use by process %d (last beat 2026-11-30T10:00:00Z): stop it, or wait", path, os.Getpid())
	if err.Error() != want {
		t.Errorf("got  %s\nwant %s", err, want)
	}
	must(t, l.Release())
	again, err := store.AcquireLock(t.Context(), path, store.LockOptions{Wait: -1})
	if err != nil {
		t.Fatalf("a lock given back: %v", err)
	}
	must(t, again.Release())
}

func TestLockBeats(t *testing.T) {
	path := filepath.Join(t.TempDir(), "followthrough.db")
	var second atomic.Int64
	start := time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC)
	l, err := store.AcquireLock(t.Context(), path, store.LockOptions{
		Beat: time.Millisecond,
		Now:  func() time.Time { return start.Add(time.Duration(second.Add(1)) * time.Second) },
	})
	must(t, err)
	for deadline := time.Now().Add(10 * time.Second); second.Load() < 5; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the lock does not beat")
		}
	}
	b, err := os.ReadFile(path + ".lock")
	var line struct{ Beat time.Time }
	if err != nil || json.Unmarshal(b, &line) != nil || !line.Beat.After(start.Add(time.Second)) {
		t.Errorf("the file says %q (%v)", b, err)
	}
	must(t, l.Release())
	if b, err := os.ReadFile(path + ".lock"); err != nil || len(b) > 0 {
		t.Errorf("after release the file says %q (%v)", b, err)
	}
}

func TestLockErrors(t *testing.T) {
	dir := t.TempDir()
	held := filepath.Join(dir, "held.db")
	l, err := store.AcquireLock(t.Context(), held, store.LockOptions{})
	must(t, err)
	defer func() { _ = l.Release() }()

	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = store.AcquireLock(ended, held, store.LockOptions{})
	if !errors.Is(err, context.Canceled) || errors.Is(err, store.ErrLocked) {
		t.Errorf("a wait that was ended: %v", err)
	}
	must(t, os.WriteFile(held+".lock", []byte("{hostile"), 0o600))
	_, err = store.AcquireLock(t.Context(), held, store.LockOptions{Wait: -1})
	if !errors.Is(err, store.ErrLocked) || !strings.Contains(err.Error(), "by another process") {
		t.Errorf("a lock's file that is no JSON: %v", err)
	}
	_, err = store.AcquireLock(t.Context(), filepath.Join(dir, "no", "such.db"), store.LockOptions{})
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

package atomicfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace puts data in the place of what was read as was, and gives the new
// file's stamp. A link is followed, and its target replaced. Mode and owner
// stay (else ErrKeep); a file that we have no permission to write, or a folder
// in which no file can be made, is ErrReadOnly; a file that is not what was
// read, or that is gone, is ErrChanged. The deadline of ctx is looked at
// just before the swap.
func (d *Disk) Replace(ctx context.Context, was Snapshot, data []byte) (Stamp, error) {
	path, err := filepath.EvalSymlinks(was.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return Stamp{}, named("write", was.Path, fmt.Errorf("%w: it is gone", ErrChanged))
	} else if err != nil {
		return Stamp{}, named("write", was.Path, err)
	}
	stamp, err := d.replace(ctx, path, was.Data, data)
	if err != nil {
		return Stamp{}, named("write", was.Path, err)
	}
	return stamp, nil
}

func (d *Disk) replace(ctx context.Context, path string, was, data []byte) (Stamp, error) {
	info, err := replaceable(path)
	if err != nil {
		return Stamp{}, err
	}
	dir, err := d.enter(ctx, filepath.Dir(path))
	if err != nil {
		return Stamp{}, err
	}
	defer dir.leave()
	temp, stamp, err := d.beside(path, was, data, 0o600, func(f *os.File) error { return keep(f, path, info) })
	if err != nil {
		return Stamp{}, err
	}
	if err := d.swap(ctx, path, temp, was, data); err != nil {
		return Stamp{}, err
	}
	return stamp, d.durable(dir, path)
}

// replaceable tells whether we may write to path, as people mean it: a file or
// folder without any write permission is read-only for root too.
func replaceable(path string) (fs.FileInfo, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrIrregular
	}
	if info.Mode().Perm()&0o222 == 0 || !mayWrite(path) {
		return nil, ErrReadOnly
	}
	return info, nil
}

// swap exchanges path and temp, looks at what came out, and removes it. Who
// opens the old file for writing meanwhile is kept waiting, and makes us give
// way.
func (d *Disk) swap(ctx context.Context, path, temp string, was, data []byte) error {
	if err := d.step(OpSwap, path); err != nil {
		discard(temp)
		return err
	}
	old, err := stand(path)
	if err != nil {
		discard(temp)
		return err
	}
	defer old.leave()
	if err := d.ready(ctx, path, was); err != nil {
		discard(temp)
		return err
	}
	switch err := exchange(temp, path); {
	case errors.Is(err, errNoExchange):
		return overwrite(path, temp, was)
	case err != nil:
		return exchangeFailed(path, temp, data, err)
	}
	return d.look(path, temp, was, data, old)
}

// ready is nil if the swap may be made now.
func (d *Disk) ready(ctx context.Context, path string, was []byte) error {
	if err := same(path, was); err != nil {
		return err
	}
	return d.inTime(ctx)
}

// look compares what came out with what was read.
func (d *Disk) look(path, temp string, was, data []byte, old *guard) error {
	if err := d.step(OpLook, temp); err != nil {
		return fmt.Errorf("%w: %w", ErrUncertain, err)
	}
	err := same(temp, was)
	if err == nil {
		err = old.disturbed()
	}
	switch {
	case err == nil:
		discard(temp)
		return nil
	case !errors.Is(err, ErrChanged):
		return uncertain("what was there before", temp, err)
	}
	return d.back(path, temp, data)
}

// back undoes a swap that took out somebody's change. If our own content has
// been changed meanwhile too, the later change stays and the earlier one is
// kept beside.
func (d *Disk) back(path, temp string, data []byte) error {
	if err := d.step(OpBack, path); err != nil {
		return uncertain("what was there before", temp, err)
	}
	if err := exchange(temp, path); err != nil {
		return uncertain("what was there before", temp, err)
	}
	ours, err := stand(temp)
	if err != nil {
		return uncertain("a later change", temp, err)
	}
	defer ours.leave()
	if same(temp, data) == nil && ours.disturbed() == nil {
		discard(temp)
		return ErrChanged
	}
	if err := exchange(temp, path); err != nil {
		return uncertain("a later change", temp, err)
	}
	return uncertain("the earlier of two changes", temp, ErrChanged)
}

// uncertain names where what may be lost is kept.
func uncertain(what, temp string, err error) error {
	return fmt.Errorf("%w: %s is in %s: %w", ErrUncertain, what, filepath.Base(temp), err)
}

// discard removes the file beside.
func discard(temp string) {
	os.Remove(temp) //nolint:errcheck // sweep takes what is left
}

// overwrite is for systems without an exchange.
func overwrite(path, temp string, was []byte) error {
	if err := same(path, was); err != nil {
		discard(temp)
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		discard(temp)
		return err
	}
	return nil
}

// exchangeFailed tells a refusal from an answer that was lost, as file systems
// of other machines lose them.
func exchangeFailed(path, temp string, data []byte, err error) error {
	if same(temp, data) == nil && same(path, data) != nil {
		discard(temp)
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: it is gone", ErrChanged)
		}
		return err
	}
	return fmt.Errorf("%w: %w", ErrUncertain, err)
}

// same is ErrChanged where path does not hold want.
func same(path string, want []byte) error {
	got, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: it is gone", ErrChanged)
	case err != nil:
		return err
	case !bytes.Equal(got, want):
		return ErrChanged
	}
	return nil
}

func (d *Disk) durable(dir *folder, path string) error {
	if err := d.step(OpSync, filepath.Dir(path)); err != nil {
		return fmt.Errorf("%w: %w", ErrUncertain, err)
	}
	if err := dir.sync(); err != nil {
		return fmt.Errorf("%w: %w", ErrUncertain, err)
	}
	return nil
}

// Writable tells, without writing, whether Replace would be allowed to.
func (d *Disk) Writable(path string) error {
	real, err := filepath.EvalSymlinks(path)
	var info fs.FileInfo
	if err == nil {
		info, err = replaceable(real)
	}
	if err == nil {
		err = othersFile(info)
	}
	if err == nil {
		err = folderWritable(filepath.Dir(real))
	}
	if err != nil {
		return named("write", path, err)
	}
	return nil
}

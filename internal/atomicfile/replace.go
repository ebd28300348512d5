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
	return d.In("").Replace(ctx, was, data)
}

// Replace is Disk.Replace below the folder: what has become a link is not
// followed.
func (f Folder) Replace(ctx context.Context, was Snapshot, data []byte) (Stamp, error) {
	path, err := f.real(was.Path)
	var stamp Stamp
	if err == nil {
		stamp, err = f.replace(ctx, path, was.Data, data)
	}
	if errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrUncertain) {
		err = fmt.Errorf("%w: it is gone", ErrChanged)
	}
	if err != nil {
		return Stamp{}, named("write", was.Path, err)
	}
	return stamp, nil
}

func (f Folder) replace(ctx context.Context, path string, was, data []byte) (Stamp, error) {
	s, err := f.at(path)
	if err != nil {
		return Stamp{}, err
	}
	defer s.leave()
	info, err := s.replaceable()
	if err != nil {
		return Stamp{}, err
	}
	if err := f.disk.enter(ctx, s); err != nil {
		return Stamp{}, err
	}
	temp, stamp, err := f.disk.beside(s, was, data, 0o600, func(temp *os.File) error { return s.keep(temp, info) })
	if err != nil {
		return Stamp{}, err
	}
	if err := f.disk.swap(ctx, s, temp, was, data); err != nil {
		return Stamp{}, err
	}
	return stamp, f.disk.durable(s)
}

// replaceable tells whether we may write to the file, as people mean it: a file
// or folder without any write permission is read-only for root too.
func (s *spot) replaceable() (fs.FileInfo, error) {
	info, err := s.root.Lstat(s.at(s.name))
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrIrregular
	}
	if info.Mode().Perm()&0o222 == 0 || !mayWrite(s.dir, s.name) {
		return nil, ErrReadOnly
	}
	return info, nil
}

// swap exchanges the file and temp, looks at what came out, and removes it. Who
// opens the old file for writing meanwhile is kept waiting, and makes us give
// way.
func (d *Disk) swap(ctx context.Context, s *spot, temp string, was, data []byte) error {
	if err := d.step(OpSwap, s.path); err != nil {
		s.discard(temp)
		return err
	}
	old, err := s.stand(s.name)
	if err != nil {
		s.discard(temp)
		return err
	}
	defer old.leave()
	if err := d.ready(ctx, s, was); err != nil {
		s.discard(temp)
		return err
	}
	switch err := s.exchange(temp, s.name); {
	case errors.Is(err, errNoExchange):
		return s.overwrite(temp, was)
	case err != nil:
		return s.exchangeFailed(temp, data, err)
	}
	return d.look(s, temp, was, data, old)
}

// ready is nil if the swap may be made now.
func (d *Disk) ready(ctx context.Context, s *spot, was []byte) error {
	if err := s.same(s.name, was); err != nil {
		return err
	}
	return d.inTime(ctx)
}

// look compares what came out with what was read.
func (d *Disk) look(s *spot, temp string, was, data []byte, old *guard) error {
	if err := d.step(OpLook, filepath.Join(filepath.Dir(s.path), temp)); err != nil {
		return fmt.Errorf("%w: %w", ErrUncertain, err)
	}
	err := s.same(temp, was)
	if err == nil {
		err = old.disturbed()
	}
	switch {
	case err == nil:
		s.discard(temp)
		return nil
	case !errors.Is(err, ErrChanged):
		return uncertain("what was there before", temp, err)
	}
	return d.back(s, temp, data)
}

// back undoes a swap that took out somebody's change. If our own content has
// been changed meanwhile too, the later change stays and the earlier one is
// kept beside.
func (d *Disk) back(s *spot, temp string, data []byte) error {
	if err := d.step(OpBack, s.path); err != nil {
		return uncertain("what was there before", temp, err)
	}
	if err := s.exchange(temp, s.name); err != nil {
		return uncertain("what was there before", temp, err)
	}
	ours, err := s.stand(temp)
	if err != nil {
		return uncertain("a later change", temp, err)
	}
	defer ours.leave()
	if s.same(temp, data) == nil && ours.disturbed() == nil {
		s.discard(temp)
		return ErrChanged
	}
	if err := s.exchange(temp, s.name); err != nil {
		return uncertain("a later change", temp, err)
	}
	return uncertain("the earlier of two changes", temp, ErrChanged)
}

// uncertain names where what may be lost is kept.
func uncertain(what, temp string, err error) error {
	return fmt.Errorf("%w: %s is in %s: %w", ErrUncertain, what, filepath.Base(temp), err)
}

// discard removes the file beside.
func (s *spot) discard(temp string) {
	s.root.Remove(s.at(temp)) //nolint:errcheck // sweep takes what is left
}

// overwrite is for systems without an exchange.
func (s *spot) overwrite(temp string, was []byte) error {
	if err := s.same(s.name, was); err != nil {
		s.discard(temp)
		return err
	}
	if err := s.root.Rename(s.at(temp), s.at(s.name)); err != nil {
		s.discard(temp)
		return err
	}
	return nil
}

// exchangeFailed tells a refusal from an answer that was lost, as file systems
// of other machines lose them.
func (s *spot) exchangeFailed(temp string, data []byte, err error) error {
	if s.same(temp, data) == nil && s.same(s.name, data) != nil {
		s.discard(temp)
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: it is gone", ErrChanged)
		}
		return err
	}
	return fmt.Errorf("%w: %w", ErrUncertain, err)
}

// same is ErrChanged where a file does not hold want.
func (s *spot) same(name string, want []byte) error {
	got, err := s.bytes(name, int64(len(want)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: it is gone", ErrChanged)
	case errors.Is(err, ErrTooLarge), errors.Is(err, ErrIrregular), errors.Is(err, errMoved):
		return ErrChanged
	case err != nil:
		return err
	case !bytes.Equal(got, want):
		return ErrChanged
	}
	return nil
}

func (d *Disk) durable(s *spot) error {
	if err := d.step(OpSync, filepath.Dir(s.path)); err != nil {
		return fmt.Errorf("%w: %w", ErrUncertain, err)
	}
	if err := s.sync(); err != nil {
		return fmt.Errorf("%w: %w", ErrUncertain, err)
	}
	return nil
}

// Writable tells, without writing, whether Replace would be allowed to.
func (d *Disk) Writable(path string) error { return d.In("").Writable(path) }

// Writable is Disk.Writable below the folder.
func (f Folder) Writable(path string) error {
	real, err := f.real(path)
	if err == nil {
		err = f.writable(real)
	}
	if err != nil {
		return named("write", path, err)
	}
	return nil
}

func (f Folder) writable(path string) error {
	s, err := f.at(path)
	if err != nil {
		return err
	}
	defer s.leave()
	info, err := s.replaceable()
	if err != nil {
		return err
	}
	if err := othersFile(info); err != nil {
		return err
	}
	return s.folderWritable()
}

//go:build !linux && !darwin

package atomicfile

import "errors"

// errNoExchange: the system has no such rename.
var errNoExchange = errors.New("no exchange of names")

func (*spot) exchange(string, string) error { return errNoExchange }

func (*spot) renameNew(string, string) error { return errNoExchange }

//go:build !linux && !darwin

package atomicfile

func (*spot) exchange(string, string) error { return errNoExchange }

func (*spot) renameNew(string, string) error { return errNoExchange }

package httpx

import (
	"errors"
	"fmt"
	"net"
	"net/url"
)

// Private tells, by its error, an address over which secrets would go in the
// open: anything but https, and http to this machine.
func Private(u *url.URL) error {
	ip := net.ParseIP(u.Hostname())
	here := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	switch {
	case u.Scheme == "https", u.Scheme == "http" && here:
		return nil
	case u.Scheme == "http":
		return errors.New("must be https: over http the token could be read on its way")
	}
	return fmt.Errorf("must be https, not %s", u.Scheme)
}

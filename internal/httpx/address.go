package httpx

import (
	"errors"
	"fmt"
	"net"
	"net/url"
)

// Site reads the address of a site, and refuses what could send a secret in the
// open, or somewhere else. In its errors example is an address as it should be,
// and instead what to give in place of a name and a password.
func Site(text, example, instead string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "":
		return nil, fmt.Errorf("must be the site's address with https:// before it, such as %s", example)
	case u.User != nil:
		return nil, fmt.Errorf("holds a name or password: give %s instead", instead)
	case u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("holds more than the site's address: take off what follows ? or #")
	}
	return u, Private(u)
}

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

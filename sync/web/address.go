package web

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// DefaultListen is where the server listens unless it is told otherwise: on
// this machine alone.
const DefaultListen = "127.0.0.1:9780"

// CheckListen says what is wrong with an address to listen on. Its errors
// don't hold the address.
func CheckListen(address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return errors.New(`wants an address with a port, such as 127.0.0.1:9780, or "" for none`)
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || strconv.FormatUint(n, 10) != port {
		return errors.New("wants a port from 0 to 65535 behind the colon")
	}
	if strings.ContainsFunc(host, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("/?#@[]", r) }) {
		return errors.New("wants the name or address of a network interface before the colon, without http://")
	}
	return nil
}

// Beyond tells whether an address can be reached from other machines.
func Beyond(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return true
	}
	if strings.EqualFold(host, "localhost") {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return err != nil || !ip.Unmap().IsLoopback()
}

// local is where a server that listens on address is reached from this
// machine.
func local(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("%s is no address: %w", address, err)
	}
	if port == "0" {
		return "", fmt.Errorf("%s leaves the port to the system: name the one that the log tells, by --listen", address)
	}
	switch ip, err := netip.ParseAddr(host); {
	case host == "":
		host = "127.0.0.1"
	case err == nil && ip.IsUnspecified() && ip.Is4():
		host = "127.0.0.1"
	case err == nil && ip.IsUnspecified():
		host = "::1"
	}
	return net.JoinHostPort(host, port), nil
}

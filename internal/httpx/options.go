package httpx

import (
	"errors"
	"log/slog"
	"net/http"
	"time"
)

// Sort says whether a request may be sent again.
type Sort string

// The sorts of requests.
const (
	Read Sort = "read" // changes nothing: may be sent again
	Once Sort = "once" // may change something: sent at most once
)

// Files are files for TLS, absolute paths, each optional and read again when it
// changes: the authorities to trust beside the system's, and our own certificate.
type Files struct {
	CAFile         string `yaml:"ca_file" is:"file"`
	ClientCertFile string `yaml:"client_cert_file" is:"file"`
	ClientKeyFile  string `yaml:"client_key_file" is:"file"`
}

// Validate says what is wrong, beginning with the key it is about; nil: nothing.
func (f Files) Validate() error {
	if (f.ClientCertFile == "") != (f.ClientKeyFile == "") {
		return errors.New("client_cert_file: give client_cert_file and client_key_file together")
	}
	return nil
}

// Options say how to speak to one site. Zero values take the defaults named.
type Options struct {
	// UserAgent is sent with each request.
	UserAgent string
	Files
	// Sort tells what a request is. Default: GET and HEAD are Read.
	Sort func(*http.Request) Sort
	// Route is what limits are counted by, together with host and method.
	// Default: the path, with a star for each part that holds a digit.
	Route func(*http.Request) string
	// PerSecond and Burst limit each route: 20 and 60.
	PerSecond float64
	Burst     int
	Limits
	// Tries is how often a Read is sent in all: 4.
	Tries int
	// FirstWait is what is waited before a Read is sent again, doubled with
	// each try: 500 ms.
	FirstWait time.Duration
	// Transport replaces the network, for tests; files for TLS are not read.
	Transport http.RoundTripper
	// Name is what those who count call a request's operation: without what differs
	// between two requests of one operation. Default: Route.
	Name func(*http.Request) string
	Watch
	// May is asked just before the first byte of a request that is sent at most once
	// leaves: its error keeps it here. nil: nobody is asked. It may be called at the
	// same time.
	May func() error
	// Wrap goes around the network, so that it sees each attempt and its
	// answer first: a vendor that asks us to wait in words of its own is heard
	// here, and understood by the Retry-After that is set for it.
	Wrap func(http.RoundTripper) http.RoundTripper
	Now  func() time.Time
	Log  *slog.Logger
}

// Limits are what no request goes beyond. Zero values take the defaults named.
type Limits struct {
	// Attempt bounds one attempt, its answer included: 30 s.
	Attempt time.Duration
	// MaxWait is the longest wait before an attempt: 2 s. A route of which the
	// vendor asks for more is left alone until then.
	MaxWait time.Duration
	// MaxBody is the largest answer in bytes: 32 MiB.
	MaxBody int64
}

func (o Options) withDefaults() Options {
	if o.Sort == nil {
		o.Sort = sortByMethod
	}
	if o.Route == nil {
		o.Route = routeByPath
	}
	if o.Name == nil {
		o.Name = o.Route
	}
	o.PerSecond = orElse(o.PerSecond, 20)
	o.Burst = orElse(o.Burst, 60)
	o.Attempt = orElse(o.Attempt, 30*time.Second)
	o.Tries = orElse(o.Tries, 4)
	o.FirstWait = orElse(o.FirstWait, 500*time.Millisecond)
	o.MaxWait = orElse(o.MaxWait, 2*time.Second)
	o.MaxBody = orElse(o.MaxBody, 32<<20)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

func orElse[T comparable](v, other T) T {
	var zero T
	if v == zero {
		return other
	}
	return v
}

func sortByMethod(req *http.Request) Sort {
	if req.Method == http.MethodGet || req.Method == http.MethodHead {
		return Read
	}
	return Once
}

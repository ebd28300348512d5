package hooks

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/web/access"
)

// Prefix is what the paths of all hooks begin with.
const Prefix = "/hooks/"

// Hook is how one source or tracker takes in deliveries.
type Hook struct {
	// Secrets are those with which a delivery may be signed, or of which one stands
	// in its path; an error: one of them can't be read.
	Secrets func() ([]string, error)
	// Signature is the header that bears the signature. "": the vendor signs in no
	// way that is known, so that a secret stands in the path, and what is delivered
	// is not read.
	Signature string
	// Read tells what a delivery, whose signature holds, is about. It asks nobody.
	Read func(header http.Header, body []byte) (Delivery, error)
}

// Delivery is what one delivery is about.
type Delivery struct {
	Concerns bool     // there may be something new: look soon
	IDs      []string // of the items to read again
}

// Result is what became of a delivery.
type Result string

// The results.
const (
	Accepted  Result = "accepted"
	Ignored   Result = "ignored"   // about nothing that is followed
	Unsigned  Result = "unsigned"  // without the signature, or the secret in its path
	Malformed Result = "malformed" // signed, but nothing that its vendor would send; or cut short
	TooLarge  Result = "too_large"
	Refused   Result = "refused" // of a client that failed too often, or while no secret can be read
	Unknown   Result = "unknown" // no such hook
)

// Results are all of them.
func Results() []Result {
	return []Result{Accepted, Ignored, Unsigned, Malformed, TooLarge, Refused, Unknown}
}

// Options are what a Handler is made of.
type Options struct {
	// Hook is the one of a name; false: there is none. It is asked for each request,
	// since the configuration may be another by then.
	Hook func(name string) (Hook, bool)
	// Take is given what was delivered, and does not block.
	Take func(name string, d Delivery)
	// Count counts, by name; "" is the name of all that are unknown.
	Count func(name string, r Result)
	Now   func() time.Time
	Log   *slog.Logger
}

// Handler answers deliveries. It may be used by many goroutines.
type Handler struct {
	o       Options
	strikes strikes
	held    budget
	told    told
}

// New makes a handler of everything below Prefix.
func New(o Options) *Handler { return &Handler{o: o, held: budget{left: mostHeld}} }

// plainName is what names of sources and trackers look like.
var plainName = regexp.MustCompile(`^[a-z0-9-]+$`)

// ServeHTTP answers one delivery.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, key := split(r.URL)
	hook, known := Hook{}, false
	if plainName.MatchString(name) {
		hook, known = h.o.Hook(name)
	}
	if !known || key != "" && hook.Signature != "" {
		h.o.Count("", Unknown)
		say(w, http.StatusNotFound, "no such hook")
		return
	}
	out := h.answer(r, name, key, hook)
	switch out.status {
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodPost)
	case http.StatusTooManyRequests:
		w.Header().Set("Retry-After", "60")
	}
	h.o.Count(name, out.result)
	say(w, out.status, out.why)
}

// split is the name in a hook's path, and the secret behind it; "" where there is
// none. A path is not mended: what has more to it than these has no name.
func split(u *url.URL) (name, key string) {
	below, _ := strings.CutPrefix(u.EscapedPath(), Prefix)
	name, key, more := strings.Cut(below, "/")
	key, err := url.PathUnescape(key)
	if err != nil || more && (key == "" || strings.Contains(key, "/")) {
		return "", ""
	}
	return name, key
}

// answer is what a delivery is answered with.
type answer struct {
	status int
	result Result
	why    string
}

// limited is the answer to who sent too many without a right signature.
func limited() answer {
	return answer{http.StatusTooManyRequests, Refused, "too many deliveries without a right signature came from here"}
}

// answer judges a delivery and takes it in.
func (h *Handler) answer(r *http.Request, name, key string, hook Hook) answer {
	if no, is := unfit(r); is {
		return no
	}
	from, now := access.Client(r.RemoteAddr), h.o.Now()
	struck := h.strikes.many(from, now)
	if struck && (hook.Signature == "" || r.ContentLength < 0 || r.ContentLength > mostKept) {
		return limited()
	}
	keys, err := hook.Secrets()
	if err != nil {
		h.warn(name, now, "deliveries can't be judged: webhook_secret can't be read", "error", err)
	}
	if len(keys) == 0 {
		return answer{http.StatusServiceUnavailable, Refused, "not now: try again later"}
	}
	d, err := h.judged(r, hook, key, keys)
	if !errors.Is(err, secret.ErrSignature) {
		return h.taken(name, d, err)
	}
	h.strikes.add(from, now)
	h.warn(name, now, "a delivery without the right signature was refused", "from", from.String())
	if struck {
		return limited()
	}
	return answer{http.StatusUnauthorized, Unsigned, "the signature, or the secret in the address, is not that of webhook_secret"}
}

// unfit is the answer to what need not be read.
func unfit(r *http.Request) (answer, bool) {
	coding := r.Header.Get("Content-Encoding")
	switch {
	case r.Method != http.MethodPost:
		return answer{http.StatusMethodNotAllowed, Malformed, "only POST"}, true
	case coding != "" && !strings.EqualFold(coding, "identity"):
		return answer{http.StatusUnsupportedMediaType, Malformed, "no content encoding is taken: a signature is of the body as it is sent"}, true
	case r.ContentLength > mostSent:
		return answer{http.StatusRequestEntityTooLarge, TooLarge, "longer than anything that is delivered"}, true
	}
	return answer{}, false
}

// taken takes in what its vendor delivered.
func (h *Handler) taken(name string, d Delivery, err error) answer {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return answer{http.StatusRequestEntityTooLarge, TooLarge, "longer than anything that is delivered"}
	case err != nil:
		return answer{http.StatusBadRequest, Malformed, err.Error()}
	case !d.Concerns:
		return answer{http.StatusOK, Ignored, "nothing here is about that"}
	}
	h.o.Take(name, d)
	return answer{http.StatusAccepted, Accepted, "taken"}
}

// judged is what a delivery is about, if it is its vendor's. An ErrSignature says
// that it is not, and any other error that it is not whole, or of no sense.
func (h *Handler) judged(r *http.Request, hook Hook, key string, keys []string) (Delivery, error) {
	if hook.Signature == "" {
		right := slices.ContainsFunc(keys, func(k string) bool { return secret.New(k).Equal(key) })
		if !right {
			return Delivery{}, secret.ErrSignature
		}
		return Delivery{Concerns: true}, nil
	}
	seal, err := secret.NewSeal(r.Header.Get(hook.Signature), keys)
	if err != nil {
		return Delivery{}, err
	}
	body, release, err := h.held.read(r, seal)
	defer release()
	switch {
	case err != nil:
		return Delivery{}, err
	case !seal.Holds():
		return Delivery{}, secret.ErrSignature
	case body == nil: // too long to be kept: what it is about is found by looking
		return Delivery{Concerns: true}, nil
	}
	return hook.Read(r.Header, body)
}

// say answers with one line of text.
func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n")) // who is gone needs no answer
}

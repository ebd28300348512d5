package github

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"time"
)

// heard is the network with an ear for what GitHub says about its limits in
// words of its own: it is told on as a Retry-After, in seconds, so that no
// clock counts but the server's.
func (c *Client) heard(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(req *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		if c.app == nil {
			c.rights.hear(resp)
		}
		var words []byte
		if resp.StatusCode == http.StatusForbidden || resp.StatusCode == http.StatusTooManyRequests {
			words = peek(resp)
		}
		wait, refused := c.limits.hear(c.resourceOf(req), req.Method, resp, words, c.now())
		if refused {
			resp.Header.Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		}
		return resp, nil
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

// RoundTrip calls the function.
func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// longestRefusal bounds what is read of an answer that is no success.
const longestRefusal = 256 << 10

// peek reads the beginning of a body and leaves it to be read.
func peek(resp *http.Response) []byte {
	body := resp.Body
	begin, err := io.ReadAll(io.LimitReader(body, longestRefusal))
	rest := io.Reader(body)
	if err != nil {
		rest = failing{err}
	}
	resp.Body = readCloser{io.MultiReader(bytes.NewReader(begin), rest), body}
	return begin
}

type readCloser struct {
	io.Reader
	io.Closer
}

// failing is a reader that has come to err.
type failing struct{ err error }

// Read gives the error.
func (f failing) Read([]byte) (int, error) { return 0, f.err }

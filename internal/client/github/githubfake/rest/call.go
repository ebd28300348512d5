package rest

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// Call is one request while it is answered. The names of its methods are those
// of a package's own: whoever embeds it gives it more.
type Call struct {
	R    *http.Request // its path without /api/v3, its parameters set
	Body []byte
	// Self is the address of what is asked for, without a query, as links to
	// other pages name it.
	Self string
}

// Read decodes the request's body; an empty one is an empty object.
func (c *Call) Read(into any) bool {
	return len(c.Body) == 0 || json.Unmarshal(c.Body, into) == nil
}

// Param is a parameter of the path.
func (c *Call) Param(name string) string { return c.R.PathValue(name) }

// Number is a parameter of the path as a number; 0: it is none.
func (c *Call) Number(name string) int64 {
	n, _ := strconv.ParseInt(c.Param(name), 10, 64)
	return n
}

// Query is a query parameter; standard where it is absent.
func (c *Call) Query(name, standard string) string {
	if v := c.R.URL.Query().Get(name); v != "" {
		return v
	}
	return standard
}

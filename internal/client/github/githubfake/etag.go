package githubfake

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"strings"
)

// tag gives a 200 to a GET its ETag, and makes a 304 of it where the caller
// has that answer already; true: it did.
func (c *call) tag(rec *httptest.ResponseRecorder) bool {
	if c.R.Method != http.MethodGet || rec.Code != http.StatusOK {
		return false
	}
	sum := sha256.Sum256(append([]byte(rec.Header().Get("Link")), rec.Body.Bytes()...))
	tag := `W/"` + hex.EncodeToString(sum[:]) + `"`
	rec.Header().Set("ETag", tag)
	rec.Header().Set("Cache-Control", "private, max-age=60, s-maxage=60")
	for known := range strings.SplitSeq(c.R.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(known), "W/") == strings.TrimPrefix(tag, "W/") {
			rec.Body.Reset()
			rec.Header().Del("Content-Type")
			rec.Header().Del("Link")
			rec.Code = http.StatusNotModified
			return true
		}
	}
	return false
}

package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
)

// problem is the one shape of errors, RFC 9457's: what went wrong, its cause, and
// what to do next.
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
	Next   string `json:"next"`
}

// refuse answers with a problem.
func refuse(w http.ResponseWriter, status int, cause, next string) {
	var doc bytes.Buffer
	enc := json.NewEncoder(&doc)
	enc.SetIndent("", "  ")
	// Nothing of this can fail: it is four plain fields, in memory.
	_ = enc.Encode(problem{Title: http.StatusText(status), Status: status, Detail: cause, Next: next})
	send(w, status, "application/problem+json", doc.Bytes())
}

// send answers with a document.
func send(w http.ResponseWriter, status int, kind string, doc []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(doc)))
	w.WriteHeader(status)
	_, _ = w.Write(doc) // who went away is not told
}

func sendJSON(w http.ResponseWriter, status int, doc []byte) {
	send(w, status, "application/json", doc)
}

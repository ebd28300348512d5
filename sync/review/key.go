package review

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Key names a review or an action: 12 hex digits, derived once and then kept.
type Key string

// KeyOf derives a review's key from the instance, the source's name and the
// path at which the document was first read.
func KeyOf(instance, source, path string) Key {
	return hash("review", instance, source, path)
}

// ActionKeyOf derives an action's key from the instance, its review's key,
// the normalised text as first read, and its number (from 1) among the
// actions of that review with equal text.
func ActionKeyOf(instance string, review Key, normalised string, number int) Key {
	return hash("action", instance, string(review), normalised, strconv.Itoa(number))
}

// Valid tells whether k has the shape of a key: hostile documents and
// trackers hold others.
func (k Key) Valid() bool {
	if len(k) != 12 {
		return false
	}
	return strings.Trim(string(k), "0123456789abcdef") == ""
}

func hash(parts ...string) Key {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p + ","))
	}
	return Key(hex.EncodeToString(h.Sum(nil))[:12])
}

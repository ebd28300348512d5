package secret_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/secret"
)

func TestSeal(t *testing.T) {
	// The example of GitHub's own documentation.
	const sum = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
	const body, key = "Hello, World!", "It's a Secret to Everybody"
	mac := hmac.New(sha256.New, nil)
	mac.Write([]byte(body))
	unkeyed := hex.EncodeToString(mac.Sum(nil))
	for name, c := range map[string]struct {
		signature, body string
		keys            []string
		form, holds     bool
	}{
		"right":          {"sha256=" + sum, body, []string{key}, true, true},
		"in capitals":    {"sha256=" + strings.ToUpper(sum), body, []string{key}, true, true},
		"the second key": {"sha256=" + sum, body, []string{"newer", key}, true, true},
		"other body":     {"sha256=" + sum, "Hello, world!", []string{key}, true, false},
		"other key":      {"sha256=" + sum, body, []string{"guess"}, true, false},
		"no key":         {"sha256=" + sum, body, nil, true, false},
		"an empty key":   {"sha256=" + unkeyed, body, []string{""}, true, false},
		"none":           {"", body, []string{key}, false, false},
		"SHA-1":          {"sha1=" + sum[:40], body, []string{key}, false, false},
		"without method": {sum, body, []string{key}, false, false},
		"cut":            {"sha256=" + sum[:62], body, []string{key}, false, false},
		"longer":         {"sha256=" + sum + "00", body, []string{key}, false, false},
		"no hex":         {"sha256=" + strings.Repeat("zz", 32), body, []string{key}, false, false},
	} {
		seal, err := secret.NewSeal(c.signature, c.keys)
		if c.form != (err == nil) || err != nil && !errors.Is(err, secret.ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil {
			continue
		}
		for _, part := range strings.SplitAfter(c.body, ",") {
			_, err := seal.Write([]byte(part))
			must(t)(nil, err)
		}
		if seal.Holds() != c.holds {
			t.Errorf("%s: holds %t", name, seal.Holds())
		}
	}
}

// Package scalar keeps plain values as people wrote them: 1.10 stays 1.10, as
// the name of an option and as a number. A value is a string, a json.Number, a
// bool, or a list of these; on the way through JSON its digits are not touched.
// It knows nothing of fields and of who takes them.
package scalar

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
)

// Decode is json.Unmarshal with numbers as written, wherever any is asked for:
// as float64 they would lose digits (1.10, ids beyond 2^53).
func Decode(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value")
	}
	return nil
}

// Text is a plain value as it was written; false: it is a list, a group of
// keys or nothing.
func Text(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	case int, int64, float64: // of a caller's own making: what was read has none
		raw, err := json.Marshal(v)
		return string(raw), err == nil
	}
	return "", false
}

// Written is a value as a person writes it, a list or a group of keys as JSON;
// false: it is no plain one.
func Written(value any) (string, bool) {
	if text, ok := Text(value); ok {
		return text, true
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return "", false // what was read from JSON always marshals
	}
	return string(raw), false
}

// ErrOctal is what 010 is.
var ErrOctal = errors.New("is octal to some readers and decimal to others: write it without the 0 in front")

// Number is a text as a JSON number with the digits that were written: 1.10,
// 1e3. Beside what JSON allows it takes +1, .5 and 1., which can mean one thing
// only. Its error, which stands behind the text, says why it is none.
func Number(text string) (json.Number, error) {
	sign, whole := "", strings.TrimPrefix(strings.TrimSpace(text), "+")
	if cut, ok := strings.CutPrefix(whole, "-"); ok && whole == strings.TrimSpace(text) {
		sign, whole = "-", cut
	}
	switch {
	case len(whole) > 1 && whole[0] == '.':
		whole = "0" + whole
	case len(whole) > 1:
		whole = strings.TrimSuffix(whole, ".")
	}
	n := json.Number(sign + whole)
	switch {
	case len(whole) > 1 && whole[0] == '0' && isDigits(whole):
		return "", ErrOctal
	case whole == "" || whole[0] < '0' || whole[0] > '9' || !json.Valid([]byte(n)):
		return "", errors.New("is not a number")
	}
	if _, err := n.Float64(); err != nil {
		return "", errors.New("is too large a number")
	}
	return n, nil
}

func isDigits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

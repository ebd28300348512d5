package fields

import (
	"regexp"
	"strings"
)

// keyValue is "Key: value" in all of a text of one line, a bullet before it or not.
var keyValue = regexp.MustCompile(`^\s*[-*•]?\s*([\p{L}][\p{L}\p{M} /()?#'_-]{0,30}?)\s*[:：]\s*(\S.*)$`)

// maxKey is from how many bytes on no key goes: 31 signs of four bytes each, with
// what may stand around it.
const maxKey = 160

// KeyValue finds "Key: value". It returns where the key and the value stand, as the
// indexes 2 to 5 of a match; nil: it is something else.
func KeyValue(text string) []int {
	colon := strings.IndexByte(text, ':')
	if (colon < 0 || colon > maxKey && strings.TrimLeft(text[:maxKey], " \t") != "") && !strings.Contains(text, "：") {
		return nil
	}
	return keyValue.FindStringSubmatchIndex(text)
}

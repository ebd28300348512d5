package terminal

import (
	"cmp"
	"strings"
)

// plain tells whether the locale, or a terminal that says so of itself, takes no
// signs but those of ASCII. Where nothing is said, as in most containers, UTF-8
// is taken.
func plain(env func(string) string) bool {
	if term := env("TERM"); term == "dumb" || term == "linux" {
		return true
	}
	locale := strings.ToUpper(cmp.Or(env("LC_ALL"), env("LC_CTYPE"), env("LANG")))
	_, charset, named := strings.Cut(locale, ".")
	switch {
	case locale == "C", locale == "POSIX":
		return true
	case named:
		return !strings.HasPrefix(charset, "UTF-8") && !strings.HasPrefix(charset, "UTF8")
	}
	return false
}

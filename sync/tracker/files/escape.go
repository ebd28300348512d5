package files

import (
	"cmp"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/tracker"
)

// longestTitle is how many characters of a title go into a line.
const longestTitle = 1000

// oneLine is text without line ends, control and invisible characters, with
// single spaces.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// short is text on one line, as long as a line takes it.
func short(text string) string {
	text = oneLine(text)
	if runes := []rune(text); len(runes) > longestTitle {
		text = string(runes[:longestTitle]) + "…"
	}
	return text
}

// words is what a new item's line says before its marker. file is the
// absolute path of the backlog file.
func words(n tracker.NewItem, file string) string {
	text := mdedit.Escape(short(cmp.Or(n.Addressed, n.Title)))
	if text == "" {
		text = "Follow-up without words"
	}
	if terms := termsOf(n); terms != "" {
		text += " (" + terms + ")"
	}
	title := mdedit.Label(short(n.Review.Title))
	if title == "" {
		title = "review"
	}
	if link := linkTo(n.Review, file); link != "" {
		text += " ([" + title + "](" + link + "))"
	}
	return text
}

func termsOf(n tracker.NewItem) string {
	var terms []string
	if n.Priority != "" {
		terms = append(terms, "priority "+mdedit.Escape(short(n.Priority)))
	}
	if !n.Due.IsZero() {
		terms = append(terms, "due "+n.Due.Format("2006-01-02"))
	}
	return strings.Join(terms, ", ")
}

// linkTo is where the review is found from the backlog file; "": nowhere.
func linkTo(r tracker.ReviewRef, file string) string {
	if r.URL != "" {
		u, err := url.Parse(r.URL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return ""
		}
		return mdedit.URL(plainASCII(r.URL))
	}
	if r.File == "" {
		return ""
	}
	rel, err := filepath.Rel(filepath.Dir(file), realFile(r.File))
	if err != nil {
		return ""
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	link := strings.Join(parts, "/")
	if strings.Contains(parts[0], ":") {
		link = "./" + link
	}
	return link
}

// realFile follows the links in a file's folder, as they were followed in the
// backlog's path.
func realFile(path string) string {
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(dir, filepath.Base(path))
	}
	return path
}

// plainASCII percent-encodes what could be seen as something else than it is.
func plainASCII(link string) string {
	var b strings.Builder
	for _, c := range []byte(link) {
		if c >= 0x7f || strings.IndexByte("'{}^", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

package config

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// maxTemplate is how many bytes an item's words may have.
const maxTemplate = 64 << 10

// template reads the file with a tracker's words. It counts for the digest: it
// says what items will say.
func (l *loader) template(n *tree.Node, path string, check func(words string) error) string {
	words, err := readTemplate(n.Doc.File(path))
	if err != nil {
		n.Fail("%v", err)
		return ""
	}
	sum := sha256.Sum256([]byte(words))
	l.read = append(l.read, sum[:]...)
	if err := check(words); err != nil {
		n.Fail("is not a template: %s", templateCause(cause(err)))
	}
	return words
}

// jiraWords judges a template: the adapter knows its words, and making a
// tracker sends nothing. Files for TLS are no business of the words'.
func jiraWords(t Tracker) func(string) error {
	return func(words string) error {
		if len(t.Jira.Validate()) > 0 {
			return nil // told already
		}
		bare := *t.Jira
		bare.CAFile, bare.ClientCertFile, bare.ClientKeyFile = "", "", ""
		_, err := jira.New(t.Name, bare, jira.Options{Template: words})
		return err
	}
}

// cause is the innermost error, on one line.
func cause(err error) string {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}

// templatePlace is where Go's templates say that something is wrong.
var templatePlace = regexp.MustCompile(`^template: \w+:(\d+)(?::\d+)?: (.*)$`)

// templateCause is what a template's error says in plain words, where it can be
// said so.
func templateCause(text string) string {
	m := templatePlace.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	switch what := m[2]; {
	case strings.HasPrefix(what, "unclosed action"):
		return "a {{ before line " + m[1] + " is never closed: close it with }}"
	case what == "unexpected EOF":
		return "an {{if}}, {{range}} or {{with}} is never ended: write {{end}} behind it"
	case strings.HasPrefix(what, "unexpected {{end}}"):
		return "the {{end}} of line " + m[1] + " ends nothing: take it out"
	default:
		return "in line " + m[1] + ", " + what
	}
}

func readTemplate(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "", errors.New("there is no such file: a path is relative to the folder of this configuration")
	case err != nil:
		return "", fmt.Errorf("can't be read: %w", tree.Reason(err))
	case !info.Mode().IsRegular():
		return "", errors.New("this is a folder, or no file: name the file with the words")
	}
	data, err := atomicfile.ReadFile(path, maxTemplate)
	switch {
	case errors.Is(err, atomicfile.ErrTooLarge):
		return "", fmt.Errorf("larger than %d KB, which no item needs: shorten it", maxTemplate>>10)
	case err != nil:
		return "", fmt.Errorf("can't be read: %w", tree.Reason(err))
	case !utf8.Valid(data):
		return "", errors.New("the file is not UTF-8: save it so")
	case strings.TrimSpace(string(data)) == "":
		return "", errors.New("the file is empty: leave template out for our own words")
	}
	return string(data), nil
}

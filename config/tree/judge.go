package tree

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/mapping"
)

// What the tags of a field let a value be.

// BadGlob is said of a pattern that can't be read.
const BadGlob = "is no glob: a [ or { in it is not closed, or it is empty. In a glob * is any name, ** any folders: **/*.md"

func (n *Node) globs(patterns []string) {
	for i, p := range patterns {
		if !doublestar.ValidatePattern(p) || p == "" {
			n.FailAt(fmt.Sprintf("[%d]", i), BadGlob)
		}
	}
}

// folder is the whole path of a folder, which may come later; "": n names none.
func (n *Node) folder(path string) string {
	info, err := os.Stat(n.Doc.File(path))
	switch there := err == nil; {
	case path == "":
	case there && !info.IsDir():
		n.Fail("this is a file: name the folder that holds it")
	case there:
		return n.Doc.File(path)
	case strings.Contains(path, "://"), strings.HasPrefix(path, "git@"):
		n.Fail("this is an address: a folder is one of this machine. For reviews on GitHub use github: {repository: owner/name} instead")
	case strings.HasPrefix(path, "~"), strings.HasPrefix(path, "$"):
		n.Fail("~ and $HOME are not replaced: write ${HOME}/…, or the whole path")
	case strings.Contains(path, "*"):
		n.Fail("this is a pattern: name the folder alone, and the pattern under include")
	default:
		return n.Doc.File(path)
	}
	return ""
}

// maxWords is how many bytes an item's words may have.
const maxWords = 64 << 10

// wordsIn is the text of the file that n names; "": none, which is reported.
func (n *Node) wordsIn(path string) string {
	if path == "" {
		return ""
	}
	words, err := readWords(n.Doc.File(path))
	if err != nil {
		n.Fail("%v", err)
		return ""
	}
	sum := sha256.Sum256([]byte(words))
	n.Doc.problems.sums = append(n.Doc.problems.sums, sum[:]...)
	return words
}

func readWords(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "", errors.New("there is no such file: a path is relative to the folder of this configuration")
	case err != nil:
		return "", fmt.Errorf("can't be read: %w", Reason(err))
	case !info.Mode().IsRegular():
		return "", errors.New("this is a folder, or no file: name the file with the words")
	}
	data, err := atomicfile.ReadFile(path, maxWords)
	switch {
	case errors.Is(err, atomicfile.ErrTooLarge):
		return "", fmt.Errorf("larger than %d KB, which no item needs: shorten it", maxWords>>10)
	case err != nil:
		return "", fmt.Errorf("can't be read: %w", Reason(err))
	case !utf8.Valid(data):
		return "", errors.New("the file is not UTF-8: save it so")
	case strings.TrimSpace(string(data)) == "":
		return "", errors.New("the file is empty: leave template out for our own words")
	}
	return string(data), nil
}

// knownFields reports keys of a map that nobody reads.
func (n *Node) knownFields(known []string) {
	for _, k := range n.Keys {
		if slices.Contains(known, k.Name) {
			continue
		}
		words := fmt.Sprintf("unknown field %q", k.Name)
		if near := mapping.Nearest(k.Name, known); near != "" {
			n.FailAt(k.Name, "%s: did you mean %q?", words, near)
		} else {
			n.FailAt(k.Name, "%s: use %s", words, strings.Join(known, ", "))
		}
	}
}

// elsewhere is a secret as other programs name where it is.
var elsewhere = regexp.MustCompile(`^(?:\$[A-Z_][A-Z0-9_]*|%[A-Z_][A-Z0-9_]*%|\$\([A-Z_][A-Z0-9_]*\)|(?:env|file|vault):.*)$`)

// sendable reports a secret that can't be one, for no header carries it or it is
// written as it is nowhere. It tells nothing of it.
func (n *Node) sendable() {
	text, written := n.Value, len(n.variables) == 0 && n.Doc.Name != ""
	switch trimmed := strings.TrimSpace(text); {
	case written && elsewhere.MatchString(text):
		n.Fail("is where another program would look for it: write ${NAME} for an environment variable, or its file under the same key with _file")
	case len(text) > 1 && strings.ContainsRune("'\"`", rune(text[0])) && text[0] == text[len(text)-1]:
		n.Fail("has quotes inside its quotes: one pair is enough")
	case strings.HasPrefix(text, "Bearer "), strings.HasPrefix(text, "Basic "), strings.HasPrefix(text, "token "):
		n.Fail("must be the secret alone, without Bearer, Basic or token before it")
	case trimmed != text && !strings.ContainsFunc(trimmed, notInASecret):
		n.Fail("has a space or a line break around it: take it away (a file made with echo is read without it)")
	case strings.ContainsFunc(text, notInASecret):
		n.Fail("has a space, a line break or a sign that can't be sent: is it the right one?")
	}
}

// notInASecret is a sign that no header carries.
func notInASecret(r rune) bool { return r <= ' ' || r > '~' }

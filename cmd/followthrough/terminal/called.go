package terminal

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
)

// called is how the process was called.
func called() string {
	executable, err := os.Executable()
	if err != nil {
		return "followthrough"
	}
	module := "./cmd/followthrough"
	if built, known := debug.ReadBuildInfo(); known && built.Path != "" {
		module = built.Path
	}
	return Called(executable, os.Args[0], module)
}

// plainRE is a word that every shell takes as it is.
var plainRE = regexp.MustCompile(`^[\pL\pN/._:-][\pL\pN/._:~-]*$`)

// Called is how this program was called, for commands that a person is to
// paste where it was: the path that was typed, its name where it was found on
// PATH, or go run with its package, whose program is gone afterwards.
func Called(executable, typed, module string) string {
	made := filepath.ToSlash(executable)
	if strings.Contains(made, "/go-build") && strings.Contains(made, "/exe/") {
		if _, err := os.Stat(filepath.Join("cmd", "followthrough", "main.go")); err == nil {
			return "go run ./cmd/followthrough"
		}
		return "go run " + module
	}
	if typed == "" {
		return "followthrough"
	}
	return Quoted(typed)
}

// Quoted is a word as a shell takes it.
func Quoted(word string) string {
	if plainRE.MatchString(word) {
		return word
	}
	if runtime.GOOS == "windows" {
		return `"` + word + `"`
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// Command is a command as a person can paste it: in one line where it fits
// below so many columns, else in two, the last word on the second.
func Command(indent string, width int, words ...string) string {
	one := indent + strings.Join(words, " ")
	if len(words) < 3 || len([]rune(one)) <= width || runtime.GOOS == "windows" {
		return one
	}
	last := len(words) - 1
	if strings.HasPrefix(words[last-1], "--") {
		last--
	}
	return indent + strings.Join(words[:last], " ") + " \\\n" + indent + "  " + strings.Join(words[last:], " ")
}

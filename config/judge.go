package config

import (
	"path/filepath"

	"github.com/followthrough/followthrough/config/tree"
)

// Judge reads a configuration that is not written yet as if it stood at name.
// Neither flags nor the environment override it. Mistakes give an *Error that
// holds all of them.
func Judge(name string, text []byte) error {
	abs, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	found := &tree.Problems{}
	l := &loader{
		problems: found, given: map[string]*tree.Node{}, places: map[string]*tree.Node{},
		main: tree.Parse(name, filepath.Dir(abs), emptyFile, text, found),
	}
	shape := defaults()
	tree.Decode(l.main.Root, &shape)
	c := l.config(shape)
	if found.None() {
		l.crossCheck(c)
	}
	return found.Err()
}

// Command licences gathers the licences of all that is linked into a program:
//
//	go run ./internal/licences FOLDER PACKAGE [GOOS=… GOARCH=…]
//
// writes FOLDER/MODULE/LICENSE and what else a module says of its terms. It is
// run where the container is built; nothing of others is kept in this
// repository. A module without a licence is an error.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/licences FOLDER PACKAGE [GOOS=… GOARCH=…]")
		os.Exit(2)
	}
	if err := gather(os.Args[1], os.Args[2], os.Args[3:]...); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

// linked is a package as go list tells of it.
type linked struct {
	Dir      string
	Standard bool
	Module   *struct {
		Path string
		Main bool
		Dir  string
	}
}

// goModule names what the standard library comes from.
const goModule = "go"

// gather copies the terms of each module that program is linked from. target
// is the environment that it is built with: GOOS=…
func gather(into, program string, target ...string) error {
	packages, err := list(program, target)
	if err != nil {
		return err
	}
	roots, folders := map[string]string{}, map[string][]string{}
	for _, p := range packages {
		name, root := goModule, ""
		switch {
		case p.Standard:
			if root, err = goRoot(); err != nil {
				return err
			}
		case p.Module == nil:
			return fmt.Errorf("%s is of no module", p.Dir)
		default:
			name, root = p.Module.Path, p.Module.Dir
		}
		roots[name] = root
		folders[name] = append(folders[name], upTo(root, p.Dir)...)
	}
	for name, root := range roots {
		slices.Sort(folders[name])
		n, err := copyTerms(filepath.Join(into, filepath.FromSlash(name)), root, slices.Compact(folders[name]))
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("%s has no licence in %s", name, root)
		}
	}
	return nil
}

func list(program string, target []string) ([]linked, error) {
	cmd := exec.Command("go", "list", "-deps", "-json=Dir,Standard,Module", program) //nolint:noctx // it ends with us
	cmd.Env = append(os.Environ(), target...)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w", program, err)
	}
	var all []linked
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p linked
		switch err := d.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, fmt.Errorf("go list %s: %w", program, err)
		}
		all = append(all, p)
	}
}

func goRoot() (string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output() //nolint:noctx // it ends with us
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// upTo are the folders from a package's up to its module's: what stands in one
// of them may have terms of its own.
func upTo(root, dir string) []string {
	out := []string{root}
	for strings.HasPrefix(dir, root+string(filepath.Separator)) {
		out = append(out, dir)
		dir = filepath.Dir(dir)
	}
	return out
}

// terms are the files that say under which terms something may be used.
var terms = regexp.MustCompile(`(?i)^(?:.*licen[cs]e.*|copying.*|notice.*|copyright.*|patents)$`)

// copyTerms copies the terms that stand in the folders, below root, and counts
// them.
func copyTerms(into, root string, folders []string) (n int, err error) {
	for _, dir := range folders {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return n, err
		}
		for _, e := range entries {
			if !e.Type().IsRegular() || !terms.MatchString(e.Name()) || filepath.Ext(e.Name()) == ".go" {
				continue
			}
			rel, err := filepath.Rel(root, filepath.Join(dir, e.Name()))
			if err != nil {
				return n, err
			}
			if err := copyFile(filepath.Join(into, rel), filepath.Join(dir, e.Name())); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

func copyFile(to, from string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

package gitdata

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"slices"
)

// Edit is one file of a tree to be made: by its words, or by its blob.
type Edit struct {
	path, mode string
	text       *string
	sha        *string
}

// Of is a file by a blob that the repository has.
func Of(path, mode, sha string) Edit { return Edit{path: path, mode: mode, sha: &sha} }

// Write is a file by its bytes. Those that are not Inline are sent at once, by
// a request of their own.
func (r Repo) Write(ctx context.Context, path, mode string, data []byte) (Edit, error) {
	if Inline(data) {
		text := string(data)
		return Edit{path: path, mode: mode, text: &text}, nil
	}
	in := map[string]string{"content": base64.StdEncoding.EncodeToString(data), "encoding": "base64"}
	var out object
	if err := r.Send(ctx, "POST", r.API("git/blobs"), in, &out); err != nil {
		return Edit{}, fmt.Errorf("make a blob of %s: %w", path, err)
	}
	return Of(path, mode, out.SHA), nil
}

// object is what was made.
type object struct {
	SHA string `json:"sha"`
}

// Inline tells whether bytes reach the repository as they are when they are
// sent as text: no byte order mark, no control character but tabs and line
// ends, and nothing that stands for bytes which are no text.
func Inline(data []byte) bool {
	return !bytes.HasPrefix(data, []byte("\ufeff")) && !bytes.ContainsRune(data, '\uFFFD') &&
		!slices.ContainsFunc(data, func(b byte) bool { return b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f })
}

// Bounds of one request that makes a tree; a larger one takes several.
const (
	mostEntries = 200
	mostText    = 4 << 20
)

// Plant makes a tree of another with some files in place of theirs, and gives
// its sha.
func (r Repo) Plant(ctx context.Context, tree string, edits []Edit) (string, error) {
	for rest := edits; len(rest) > 0; {
		n, size := 0, 0
		for n < len(rest) && n < mostEntries && (n == 0 || size+rest[n].size() <= mostText) {
			size += rest[n].size()
			n++
		}
		var out object
		if err := r.Send(ctx, "POST", r.API("git/trees"), map[string]any{"base_tree": tree, "tree": sent(rest[:n])}, &out); err != nil {
			return "", fmt.Errorf("make a tree: %w", err)
		}
		tree, rest = out.SHA, rest[n:]
	}
	return tree, nil
}

func (e Edit) size() int {
	if e.text == nil {
		return 0
	}
	return len(*e.text)
}

func sent(edits []Edit) []map[string]any {
	var out []map[string]any
	for _, e := range edits {
		one := map[string]any{"path": e.path, "mode": e.mode, "type": "blob"}
		if e.text != nil {
			one["content"] = *e.text
		} else {
			one["sha"] = *e.sha
		}
		out = append(out, one)
	}
	return out
}

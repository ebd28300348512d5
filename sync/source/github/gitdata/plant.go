package gitdata

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"

	"slices"

	gh "github.com/google/go-github/v60/github"
)

// Edit is one file of a tree to be made: by its words, or by its blob.
type Edit = *gh.TreeEntry

// Of is a file by a blob that the repository has.
func Of(path, mode, sha string) Edit {
	return &gh.TreeEntry{Path: &path, Mode: &mode, Type: gh.String("blob"), SHA: &sha}
}

// Write is a file by its bytes. Those that are not Inline are sent at once, by
// a request of their own.
func (r Repo) Write(ctx context.Context, path, mode string, data []byte) (Edit, error) {
	if Inline(data) {
		return &gh.TreeEntry{Path: &path, Mode: &mode, Type: gh.String("blob"), Content: gh.String(string(data))}, nil
	}
	in := map[string]string{"content": base64.StdEncoding.EncodeToString(data), "encoding": "base64"}
	var out object
	if err := r.Send(ctx, "POST", r.API("git/blobs"), in, &out); err != nil {
		return nil, fmt.Errorf("make a blob of %s: %w", path, err)
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
		for n < len(rest) && n < mostEntries && (n == 0 || size+len(rest[n].GetContent()) <= mostText) {
			size += len(rest[n].GetContent())
			n++
		}
		var out object
		if err := r.Send(ctx, "POST", r.API("git/trees"), map[string]any{"base_tree": tree, "tree": rest[:n]}, &out); err != nil {
			return "", fmt.Errorf("make a tree: %w", err)
		}
		tree, rest = out.SHA, rest[n:]
	}
	return tree, nil
}

// Command collected brings the post-mortems that sync/source/markdown/testdata/collected.json
// labels from their public repositories into a folder, each checked against its
// digest. They are other people's texts: only where they lie, and which of their
// lines are actions, is kept with the program.
//
//	go run ./internal/collected FOLDER
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// listFile names the documents.
const listFile = "sync/source/markdown/testdata/collected.json"

// maxDocument is how many bytes a document has at most.
const maxDocument = 4 << 20

// document is where one lies.
type document struct{ Repo, Commit, Path, SHA256 string }

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/collected FOLDER")
		os.Exit(2)
	}
	if err := bring(context.Background(), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// bring writes the documents that are not there yet, and says which can't be had.
func bring(ctx context.Context, folder string) error {
	var all map[string]document
	text, err := os.ReadFile(listFile)
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err == nil {
		err = os.MkdirAll(folder, 0o750)
	}
	if err != nil {
		return err
	}
	client := retryablehttp.NewClient()
	client.Logger, client.HTTPClient.Timeout = nil, time.Minute
	missing := 0
	for name, d := range all {
		file := filepath.Join(folder, filepath.Base(name))
		if _, err := os.Stat(file); err == nil {
			continue
		}
		if err := d.write(ctx, client, file); err != nil {
			missing++
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		}
	}
	if missing > 0 {
		return fmt.Errorf("%d of %d documents could not be had", missing, len(all))
	}
	return nil
}

// write fetches a document and writes it, if it is the one that was labelled.
func (d document) write(ctx context.Context, client *retryablehttp.Client, file string) error {
	parts := strings.Split(d.Path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	address := "https://raw.githubusercontent.com/" + d.Repo + "/" + d.Commit + "/" + strings.Join(parts, "/")
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, resp.Status)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxDocument))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	if hex.EncodeToString(sum[:]) != d.SHA256 {
		return fmt.Errorf("%s is not the text that was labelled", address)
	}
	return os.WriteFile(file, body, 0o600)
}

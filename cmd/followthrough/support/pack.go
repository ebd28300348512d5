// Package support packs what helps others to help: of what runs, how it is configured
// and what the store says, all without a secret, a name, a title or a text. It knows
// no command, and changes nothing.
package support

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// Part is one file of the pack.
type Part struct {
	Name string
	What string // what is in it, for people
	Data []byte
	// Missing is why it is not there; "": it is.
	Missing string
}

// part is a part in JSON.
func part(name, what string, says any) Part {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	p := Part{Name: name, What: what}
	if err := enc.Encode(says); err != nil {
		p.Missing = "it can't be written as JSON"
	}
	p.Data = text.Bytes()
	return p
}

// Write packs parts into one tar.gz, with a list of them.
func Write(w io.Writer, at time.Time, parts []Part) error {
	zipped := gzip.NewWriter(w)
	packed := tar.NewWriter(zipped)
	var list bytes.Buffer
	fmt.Fprintln(&list, "What helps to help with followthrough. Sources, trackers and hosts have numbers in place of\ntheir names; no secret, name, title or text is in it.")
	fmt.Fprintln(&list)
	List(&list, parts)
	for _, p := range append([]Part{{Name: "README.txt", Data: list.Bytes()}}, parts...) {
		if p.Missing != "" {
			continue
		}
		head := &tar.Header{Name: "followthrough-support/" + p.Name, Mode: 0o600, Size: int64(len(p.Data)), ModTime: at.UTC(), Format: tar.FormatPAX}
		if err := packed.WriteHeader(head); err != nil {
			return fmt.Errorf("pack %s: %w", p.Name, err)
		}
		if _, err := packed.Write(p.Data); err != nil {
			return fmt.Errorf("pack %s: %w", p.Name, err)
		}
	}
	if err := packed.Close(); err != nil {
		return fmt.Errorf("pack: %w", err)
	}
	if err := zipped.Close(); err != nil {
		return fmt.Errorf("pack: %w", err)
	}
	return nil
}

// List tells a person what is packed, and what is not.
func List(w io.Writer, parts []Part) {
	for _, p := range parts {
		if p.Missing == "" {
			fmt.Fprintf(w, "  %-20s %s (%d bytes)\n", p.Name, p.What, len(p.Data))
		}
	}
	for _, p := range parts {
		if p.Missing != "" {
			fmt.Fprintf(w, "  missing: %-18s %s\n", p.Name, p.Missing)
		}
	}
}

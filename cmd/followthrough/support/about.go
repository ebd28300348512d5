package support

import (
	"cmp"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/config"
)

// Versions are what runs, on what, and what it keeps its store in.
type Versions struct {
	Program  string `json:"program,omitzero"`
	Revision string `json:"revision,omitzero"`
	Go       string `json:"go,omitzero"`
	Platform string `json:"platform,omitzero"`
	CPUs     int    `json:"cpus,omitzero"`
	// Store is the kind of database, and Schema what this program reads.
	Store  string `json:"store,omitzero"`
	Schema int    `json:"schema,omitzero"`
	// OlderSchema is that of a store of an older version.
	OlderSchema int `json:"older_schema,omitzero"`
	// StoreState is "ok", or why the store can't be read. StoreBytes is how large its
	// file is; 0: it is none.
	StoreState string `json:"store_state,omitzero"`
	StoreBytes int64  `json:"store_bytes,omitzero"`
}

// Part is the file of versions.
func (v Versions) Part() Part {
	return part("versions.json", "versions of the program, Go, the system, and of the store's schema", v)
}

// Configuration is a configuration's outline.
func Configuration(o config.Outline) Part {
	return part("configuration.json", "the configuration's keys, with those values that are numbers, lengths of time or words of followthrough", o)
}

// NoConfiguration is one that is not there.
func NoConfiguration(why string) Part { return Part{Name: "configuration.json", Missing: why} }

type checked struct {
	About string `json:"about,omitzero"`
	Sign  string `json:"sign,omitzero"`
	Count int    `json:"count,omitzero"`
}

// Check is what came of a check, without its words.
func Check(findings []show.Finding, n *Names) Part {
	out := []checked{}
	at := map[checked]int{}
	for _, f := range findings {
		c := checked{About: about(f.About, n), Sign: string(f.Sign)}
		i, known := at[c]
		if !known {
			i, at[c] = len(out), len(out)
			out = append(out, c)
		}
		out[i].Count++
	}
	return part("check.json", "what `followthrough check` came to: good, look or wrong, by what it is about", out)
}

// about is what a finding is about, with a number for a name.
func about(what string, n *Names) string {
	sort, name, _ := strings.Cut(what, " ")
	switch sort {
	case "source", "tracker":
		return n.Number(sort, cmp.Or(name, "?"))
	case "credential":
		return n.Number(sort, what)
	}
	return sort
}

// NoCheck is a check that could not be made.
func NoCheck(why string) Part { return Part{Name: "check.json", Missing: why} }

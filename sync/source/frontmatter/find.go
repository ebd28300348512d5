package frontmatter

import (
	"bytes"
	"strings"
)

// Kind is the form of front matter.
type Kind string

// The kinds. None: the document has no front matter.
const (
	None Kind = ""
	YAML Kind = "YAML"
	TOML Kind = "TOML"
	JSON Kind = "JSON"
)

// Extent is where the front matter of a document stands.
type Extent struct {
	Kind Kind
	From int // of what is read, without fences
	To   int
	End  int // where the document goes on
	// Torn says why it can't be told where the front matter ends, or that there
	// is some; "": it can.
	Torn string
	Line int // of From, or of what is torn; from 1
}

// Find tells where the front matter stands, as sites take it: white space may
// stand before it. It knows no configured keys: what may be front matter of
// theirs is for Read to judge.
func Find(doc []byte) Extent {
	start := len(doc) - len(bytes.TrimLeft(doc, " \t\n\r"))
	opening := lineAt(doc, start)
	if isObject(doc[start:]) {
		return findJSON(doc, start)
	}
	kind, closings := fence(opening)
	if kind == None {
		return Extent{}
	}
	first := start + len(opening)
	number := bytes.Count(doc[:first], []byte("\n")) + 1
	for at := first; at < len(doc); {
		l := lineAt(doc, at)
		if closes(l, closings) {
			if !looksLikeData(doc[first:at]) {
				return Extent{}
			}
			return Extent{Kind: kind, From: first, To: at, End: at + len(l), Line: number}
		}
		at += len(l)
	}
	if given(lineAt(doc, first)) {
		return Extent{Torn: "the front matter that begins here never ends: put a line " + closings[0] + " below its last key", Line: number - 1}
	}
	return Extent{}
}

// fence tells what a first line opens, and the lines that close it.
func fence(line string) (Kind, []string) {
	line = strings.TrimRight(line, " \t\r\n")
	sign, form := line[:min(3, len(line))], formBehind(line)
	switch {
	case sign == "+++" && (form == "" || form == "toml"):
		return TOML, []string{"+++"}
	case sign == "---" && (form == "" || form == "yaml" || form == "yml"):
		return YAML, []string{"---", "..."}
	case sign == "---" && form == "toml":
		return TOML, []string{"---"}
	case sign == "---" && form == "json", sign == ";;;" && form == "":
		return JSON, []string{sign}
	}
	return None, nil
}

// formBehind is what stands behind a fence, which may be the name of a form; a
// remark is nothing.
func formBehind(line string) string {
	if len(line) <= 3 {
		return ""
	}
	behind := strings.TrimLeft(line[3:], " \t")
	if strings.HasPrefix(behind, "#") && line[3] != '#' {
		return ""
	}
	return strings.ToLower(behind)
}

func closes(line string, closings []string) bool {
	line = strings.TrimRight(line, " \t\r\n")
	for _, c := range closings {
		if line == c {
			return true
		}
	}
	return false
}

// looksLikeData tells front matter from prose between two rules: its first
// line gives a key, or another does in one word.
func looksLikeData(front []byte) bool {
	first := true
	for l := range bytes.Lines(front) {
		text := strings.TrimSpace(string(l))
		if text == "" || text[0] == '#' {
			continue
		}
		if first && given(text) || !marked(text) && strings.ContainsAny(text, ":=：＝") && Deciding().Opens(text) {
			return true
		}
		if name, _, ok := head(strings.TrimRight(string(l), "\r\n")); ok && !strings.Contains(name, " ") {
			return true
		}
		first = false
	}
	return first
}

// given tells whether a line looks like one that gives a key.
func given(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" || strings.HasPrefix(line, "**") || strings.HasPrefix(line, "__") {
		return false
	}
	if strings.ContainsRune("[{\"'<?%&*!", rune(line[0])) {
		return true
	}
	return strings.ContainsAny(line, enders)
}

// isObject tells whether a document begins with a JSON object, and not with a
// template's or a Markdown dialect's sign.
func isObject(doc []byte) bool {
	if len(doc) < 2 || doc[0] != '{' {
		return false
	}
	return !bytes.ContainsAny(doc[1:2], "%{#:<!|.")
}

func lineAt(doc []byte, at int) string {
	if at >= len(doc) {
		return ""
	}
	if i := bytes.IndexByte(doc[at:], '\n'); i >= 0 {
		return string(doc[at : at+i+1])
	}
	return string(doc[at:])
}

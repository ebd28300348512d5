package frontmatter

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/document"
)

const tornJSON = "the front matter begins with { and is no JSON object that ends: put right what a JSON reader says of it"

// findJSON finds the end of a JSON object at the top of a document.
func findJSON(doc []byte, start int) Extent {
	line := bytes.Count(doc[:start], []byte("\n")) + 1
	dec := json.NewDecoder(bytes.NewReader(doc[start:min(len(doc), start+maxBytes+1)]))
	depth := 0
	for {
		token, err := dec.Token()
		if err != nil {
			return Extent{Torn: tornJSON, Line: line}
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			end := start + int(dec.InputOffset())
			return Extent{Kind: JSON, From: start, To: end, End: end, Line: line}
		}
	}
}

// json reads an object: its numbers stay as they are written.
func (r *reader) json(front string, line int) {
	if strings.HasPrefix(strings.TrimSpace(front), `"`) { // between fences the braces may be left out
		front = "{" + strings.TrimRight(front, " \t\r\n,") + "}"
	}
	dec := json.NewDecoder(strings.NewReader(front))
	dec.UseNumber()
	j := &jsonReader{r: r, dec: dec, front: front, first: line}
	token, err := dec.Token()
	if err == nil && token == json.Delim('{') {
		err = j.object("", 1)
	} else if err == nil {
		err = io.ErrUnexpectedEOF
	}
	if _, more := dec.Token(); err != nil || more != io.EOF || !json.Valid([]byte(front)) {
		r.flaw(j.line(), "the front matter is no JSON object: put right what a JSON reader says of it")
	}
}

type jsonReader struct {
	r     *reader
	dec   *json.Decoder
	front string
	first int
	// counted and at tell how many lines end before a place, so that a long
	// object is counted once.
	counted, at int
}

func (j *jsonReader) line() int {
	if to := int(j.dec.InputOffset()); to > j.at {
		j.counted += strings.Count(j.front[j.at:to], "\n")
		j.at = to
	}
	return j.first + j.counted
}

func (j *jsonReader) object(path string, depth int) error {
	for j.dec.More() {
		token, err := j.dec.Token()
		if err != nil {
			return err
		}
		name, ok := token.(string)
		if !ok {
			return io.ErrUnexpectedEOF
		}
		key := strings.TrimPrefix(path+"."+review.Fold(name), ".")
		if err := j.value(key, j.r.given(), depth); err != nil {
			return err
		}
	}
	_, err := j.dec.Token()
	return err
}

func (j *jsonReader) value(key string, given, depth int) error {
	token, err := j.dec.Token()
	if err != nil {
		return err
	}
	if depth > maxDepth {
		j.r.flaw(j.line(), "the front matter nests deeper than %d levels: flatten it", maxDepth)
		return io.ErrUnexpectedEOF
	}
	switch v := token.(type) {
	case json.Delim:
		if v == '{' {
			return j.object(key, depth+1)
		}
		for j.dec.More() {
			if err := j.value(key, given, depth+1); err != nil {
				return err
			}
		}
		_, err = j.dec.Token()
		return err
	case string:
		j.r.add(document.Value{Key: key, Text: v, Line: j.line(), Given: given})
	case json.Number:
		j.r.add(document.Value{Key: key, Text: v.String(), Line: j.line(), Given: given})
	case bool:
		j.r.add(document.Value{Key: key, Text: map[bool]string{true: "true", false: "false"}[v], Line: j.line(), Given: given})
	case nil:
		j.r.add(document.Value{Key: key, Line: j.line(), Given: given})
	}
	return nil
}

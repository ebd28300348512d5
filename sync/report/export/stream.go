package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
)

// mostIndented is how many elements of a list are written over several lines.
const mostIndented = 500

// jsonStream writes a document member by member, so that no more of it is in
// memory than one group.
type jsonStream struct {
	w   *bufio.Writer
	buf bytes.Buffer
	any bool // a member was written
	err error
}

// member begins a member of the document.
func (s *jsonStream) member(name string) {
	if s.any {
		s.put(",")
	} else {
		s.put("{")
	}
	s.any = true
	s.put("\n  \"" + name + "\": ")
}

// field writes a member.
func (s *jsonStream) field(name string, v any) {
	s.member(name)
	s.value("  ", v)
}

// list writes a member that is an array of n elements, each on one line where
// nobody would read them all.
func (s *jsonStream) list(name string, n int, element func(int) any) {
	s.member(name)
	s.put("[")
	for i := range n {
		if i > 0 {
			s.put(",")
		}
		s.put("\n    ")
		if n > mostIndented {
			s.value("", element(i))
			continue
		}
		s.value("    ", element(i))
	}
	if n > 0 {
		s.put("\n  ")
	}
	s.put("]")
}

// end writes what is left.
func (s *jsonStream) end() error {
	s.put("\n}\n")
	if s.err != nil {
		return s.err
	}
	return s.w.Flush()
}

func (s *jsonStream) put(text string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(text)
	}
}

// value writes v, its lines indented so far; "": on one line.
func (s *jsonStream) value(indent string, v any) {
	if s.err != nil {
		return
	}
	s.buf.Reset()
	enc := json.NewEncoder(&s.buf)
	enc.SetEscapeHTML(false)
	if indent != "" {
		enc.SetIndent(indent, "  ")
	}
	if s.err = enc.Encode(v); s.err != nil {
		return
	}
	_, s.err = s.w.Write(bytes.TrimSuffix(Spelt(s.buf.Bytes()), []byte("\n")))
}

// Spelt writes the signs of a JSON document that nobody sees (control, C1,
// direction), which stand in its strings only, as escapes: it says the same, and
// drives no terminal.
func Spelt(doc []byte) []byte {
	unseen := func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) }
	if !bytes.ContainsFunc(doc, unseen) {
		return doc
	}
	var b bytes.Buffer
	for _, r := range string(doc) {
		if !unseen(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.Bytes()
}

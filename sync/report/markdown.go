package report

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// Markdown writes the report for a wiki or an issue: headings and tables, and
// no HTML.
func Markdown(w io.Writer, r Report) error {
	var b bytes.Buffer
	s := r.Sheet()
	fmt.Fprintf(&b, "# %s\n\n%s\n", mdedit.Escape(s.Title), mdedit.Escape(s.About))
	if s.Empty != "" {
		fmt.Fprintf(&b, "\n%s\n", commands(s.Empty))
	}
	for _, section := range s.Sections {
		markdownSection(&b, section, "##")
	}
	for _, note := range s.Notes {
		fmt.Fprintf(&b, "\n%s\n", mdedit.Escape(note))
	}
	_, err := w.Write(b.Bytes())
	return err
}

func markdownSection(b *bytes.Buffer, s Section, level string) {
	fmt.Fprintf(b, "\n%s %s\n", level, mdedit.Escape(s.Title))
	for _, note := range s.Notes {
		fmt.Fprintf(b, "\n%s\n", commands(note))
	}
	if len(s.Table.Rows) > 0 {
		b.WriteByte('\n')
		markdownTable(b, s.Table)
	}
	for _, part := range s.Parts {
		markdownSection(b, part, level+"#")
	}
}

// commands escapes a sentence of ours but for the commands in it, which stand
// between backticks.
func commands(note string) string {
	parts := strings.Split(note, "`")
	for i := range parts {
		if i%2 == 0 {
			parts[i] = spaced(parts[i], mdedit.Escape)
		}
	}
	return strings.Join(parts, "`")
}

// spaced keeps the spaces at both ends, which escaping takes for layout.
func spaced(text string, escape func(string) string) string {
	inner := strings.TrimSpace(text)
	if inner == "" {
		return text
	}
	before, after, _ := strings.Cut(text, inner)
	return before + escape(inner) + after
}

func markdownTable(b *bytes.Buffer, t Table) {
	head := t.Head
	if head == nil {
		head = make([]string, len(t.Rows[0]))
	}
	for _, h := range head {
		b.WriteString("| " + mdedit.Cell(h) + " ")
	}
	b.WriteString("|\n")
	for i := range head {
		if i < t.Texts {
			b.WriteString("| --- ")
		} else {
			b.WriteString("| ---: ")
		}
	}
	b.WriteString("|\n")
	for _, row := range t.Rows {
		for _, c := range row {
			b.WriteString("| " + markdownCell(c) + " ")
		}
		b.WriteString("|\n")
	}
}

func markdownCell(c Cell) string {
	text := mention.ReplaceAllString(c.Text, "$1$3\u2060$2$4")
	if c.URL != "" {
		return mdedit.Link(text, c.URL, "")
	}
	return mdedit.Cell(text)
}

// mention is what a forge takes for a person's or a team's handle, or for the
// number of an issue: pasted into an issue it would call them, and write itself
// into that one. A sign that nobody sees keeps it a word.
var mention = regexp.MustCompile(`(@)([\pL\pN])|(#)([0-9])`)

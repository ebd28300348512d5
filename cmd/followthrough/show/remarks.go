package show

import (
	"fmt"
	"io"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

// Remark is what extract --check says of a place in a document.
type Remark struct {
	File    string `json:"file"`
	Line    int    `json:"line"` // from 1
	Problem bool   `json:"problem"`
	Text    string `json:"text"`
}

// RemarksJSON writes remarks.
func RemarksJSON(w io.Writer, list []Remark) error {
	return JSON(w, struct {
		Remarks []Remark `json:"remarks"`
	}{append([]Remark{}, list...)})
}

// Remarks prints remarks, a line each, as compilers do, and their sum.
func Remarks(e terminal.Env, list []Remark, files int) {
	wrong := map[string]bool{}
	for _, r := range list {
		text := r.Text
		if wrong[r.File] = wrong[r.File] || r.Problem; !r.Problem {
			text = "note: " + text
		}
		fmt.Fprintln(e.Out, terminal.Clean(fmt.Sprintf("%s:%d: %s", r.File, r.Line, text)))
	}
	bad := 0
	for _, is := range wrong {
		if is {
			bad++
		}
	}
	switch {
	case files == 0:
		return
	case bad == 0:
		fmt.Fprintf(e.Out, "%s read whole.\n", Count(files, "file"))
		return
	}
	fmt.Fprintf(e.Out, "%d of %s can't be read whole: each counts as a draft until it is mended.\n", bad, Count(files, "file"))
}

// Annotations prints remarks as GitHub's workflow commands, which show them
// beside the lines of a pull request.
func Annotations(e terminal.Env, list []Remark) {
	for _, r := range list {
		command, title := "notice", "Read as plain text"
		if r.Problem {
			command, title = "error", "Counts as a draft"
		}
		fmt.Fprintf(e.Out, "::%s file=%s,line=%d,title=%s::%s\n", command, inProperty(r.File), r.Line, inProperty(title), inMessage(r.Text))
	}
}

// inMessage escapes the text of a workflow command.
func inMessage(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// inProperty escapes the value of a workflow command's property.
func inProperty(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(inMessage(text))
}

package preflight

import (
	"regexp"
	"strconv"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/sync/source/format"
)

// lineInWords is the line that an error names.
var lineInWords = regexp.MustCompile(`\bline (\d+)\b`)

// Document judges a document before it is published: what of it can't be read
// as what it is, by line. keys are further front-matter keys that decide who may
// see it, or whether it is published.
func Document(file string, data []byte, keys []string) []show.Remark {
	if err := format.Of(file).Decodable(data); err != nil {
		return []show.Remark{Unreadable(file, err)}
	}
	r := format.Of(file).Read(data, format.Settings{Restricted: keys})
	var out []show.Remark
	for _, f := range r.Flaws {
		out = append(out, show.Remark{File: file, Line: f.Line, Text: f.What, Problem: !f.Text})
	}
	if r.BlockProblem != "" {
		out = append(out, show.Remark{File: file, Line: lineOf(r.BlockProblem), Text: "nothing can be reported into this review: " + r.BlockProblem})
	}
	return out
}

// Unreadable is the remark on a document that can't be read at all.
func Unreadable(file string, err error) show.Remark {
	return show.Remark{File: file, Line: lineOf(err.Error()), Text: err.Error(), Problem: true}
}

func lineOf(words string) int {
	if m := lineInWords.FindStringSubmatch(words); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
	}
	return 1
}

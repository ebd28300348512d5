package ownership

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"github.com/followthrough/followthrough/mapping/suggest"
)

// How large a catalogue's file may be, and how many entities it may hold; how
// large one of them and a line of it may be, and how deep it may nest: the parser's time and memory
// grow faster than its input.
const (
	maxCatalog   = 16 << 20
	mostEntities = 50_000
	maxEntity    = 256 << 10
	maxEntryLine = 8 << 10
	maxNested    = 50
)

// separator stands between the documents of a file, at the beginning of a line
// alone.
var separator = regexp.MustCompile(`(?m)^---(?:[ \t].*)?$`)

// BackstageFile reads a catalog-info.yaml: entities, a document each. skipped is
// how many documents are none that can be read, and why says it of the first.
func BackstageFile(file string) (teams []suggest.Known, skipped int, why error, err error) {
	text, err := readText(file, maxCatalog)
	if err != nil {
		return nil, 0, nil, err
	}
	c := newCatalog()
	documents := separator.Split(strings.ReplaceAll(strings.TrimPrefix(text, "\uFEFF"), "\r\n", "\n"), mostEntities+1)
	for n, doc := range documents {
		if strings.TrimSpace(doc) == "" {
			continue
		}
		e, wrong := entityOf(doc)
		if n == mostEntities {
			wrong = fmt.Errorf("more than %d", mostEntities)
		}
		if wrong != nil {
			if skipped++; why == nil {
				why = fmt.Errorf("%s: document %d: %w", file, n+1, wrong)
			}
			continue
		}
		c.add(e)
	}
	return c.known(), skipped, why, nil
}

func entityOf(doc string) (e entity, err error) {
	if len(doc) > maxEntity {
		return e, fmt.Errorf("larger than %d KB", maxEntity>>10)
	}
	for line := range strings.Lines(doc) {
		if len(line) > maxEntryLine {
			return e, fmt.Errorf("a line of more than %d KB", maxEntryLine>>10)
		}
	}
	depth := 0
	for _, t := range lexer.Tokenize(doc) {
		switch t.Type {
		case token.AliasType, token.AnchorType, token.MergeKeyType:
			return e, fmt.Errorf("line %d: anchors and aliases are not read", t.Position.Line)
		case token.MappingStartType, token.SequenceStartType:
			depth++
		case token.MappingEndType, token.SequenceEndType:
			depth--
		}
		if depth > maxNested || t.Position.Column > 2*maxNested && t.Type == token.SequenceEntryType {
			return e, fmt.Errorf("line %d: nested deeper than %d", t.Position.Line, maxNested)
		}
	}
	if err := yaml.Unmarshal([]byte(doc), &e); err != nil {
		what, _, _ := strings.Cut(err.Error(), "\n")
		return entity{}, fmt.Errorf("no entity of Backstage: %s", what)
	}
	return e, nil
}

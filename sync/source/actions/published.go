package actions

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/publication"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

var (
	// titleHole is a place in brackets that a title's author should fill.
	titleHole = regexp.MustCompile(`(?i)\[[^\[\]]{0,40}\b(?:title|name|date|description|t[ií]tulo|nom|nome|nombre|titre|fecha|data|titel|yyyy|dd/mm)\b[^\[\]]{0,40}\]|[\[【<（(](?:标题|事故标题|事件名称|事故名称|故障名称|名称|日期|タイトル)[\]】>）)]`)
	// templateNote opens a document that says to whoever copies it what it is.
	templateNote = regexp.MustCompile(`(?i)\bthis (?:file |document |page )?is (?:a|the|our) (?:[\w-]+ ){0,3}template\b|\b(?:use|copy|duplicate) this (?:[\w-]+ ){0,2}(?:template|file)\b|\butilisez ce mod[eè]le|\b(?:use|usa|copie|copia|utilice|utilize) (?:esta|este) (?:plantilla|template|modelo)|(?:本|此|该)(?:文档为|文件为|为)?模板|このテンプレート`)
	template     = regexp.MustCompile(`(?i)^\W*(?:(?:the|a|an|our|generic|standard|example|sample|blameless|simple|basic|incident|outage|post|mortem|postmortem|pm|rca|retrospective|retro|review|report|root|cause|analysis|document|coe)[\s:–—-]*)*template(?:[\s:–—-]*(?:for|of|a|an|the|post|mortem|postmortems?|incidents?|retrospectives?|reviews?|reports?|rca))*\W*$|^\W*(?:plantilla|modelo de|modèle de|vorlage|テンプレート|模板)`)
)

// published is the document's explicit sign; nil: it gives none. Where its front
// matter can't be read whole, that is one.
func published(o *outline, v review.Review, lines map[string][]string) *bool {
	yes, no := true, false
	keys := o.set.keysFor("published")
	switch {
	case len(v.Unread()) > 0:
		return &no
	case len(o.set.Published) > 0:
		says := publication.Has(o.set.Published, v.Meta)
		return &says
	}
	for _, meta := range []map[string][]string{v.Meta, lines} {
		if sign := publication.Said(meta, keys); sign != nil {
			return sign
		}
	}
	if o.template || publication.Titles(v.Title) || o.titledDraft() || o.linedDraft() {
		return &no
	}
	for _, k := range keys {
		if d, ok := words.Day(firstOf(v.Meta[k])); ok && !d.IsZero() {
			return &yes
		}
	}
	return nil
}

// titledDraft: the title says that the document is a draft.
func (o *outline) titledDraft() bool {
	for i, l := range o.labels[:min(3, len(o.labels))] {
		if (i == 0 || l.rank == 1) && publication.Titles(l.full.Text) {
			return true
		}
	}
	return false
}

// maxLined is how many bytes a paragraph has at most that is looked at line by line
// for what it says of the document.
const maxLined = 400

// linedDraft: a line of its own at the top, or a sentence there, says that the
// document is a draft.
func (o *outline) linedDraft() bool {
	for _, p := range o.parts[:min(4, len(o.parts))] {
		blocks := []*document.Block{p.node}
		if p.node.Kind == document.Quote {
			blocks = p.node.Blocks
		}
		for _, n := range blocks[:min(3, len(blocks))] {
			if n.Kind == document.Paragraph && n.To-n.From <= maxLined && saysDraft(n) {
				return true
			}
		}
	}
	return slices.ContainsFunc(o.labels[:min(3, len(o.labels))], func(l *label) bool { return l.rank >= rankBold && publication.Line(l.full.Text) })
}

func saysDraft(n *document.Block) bool {
	for _, line := range strings.Split(n.Text, "\n") {
		if publication.Line(line) {
			return true
		}
	}
	return false
}

// templateSigns: the title says so, or its holes are not filled.
func templateSigns(o *outline) bool {
	for i, l := range o.labels {
		if title := names.Form(l.full.Text); i < 2 && template.MatchString(title) {
			return true
		}
	}
	if len(o.labels) > 0 && (words.HasHoles(o.labels[0].full.Text) || strings.ContainsAny(o.labels[0].full.Text, "[【<（") && titleHole.MatchString(names.Form(o.labels[0].full.Text))) && !o.labels[0].hasCode() {
		return true
	}
	return o.noted() || o.unfilled() >= maxUnfilled
}

// maxNote is how many bytes a note to the author has at most.
const maxNote = 2000

// noted: one of the first paragraphs says that the document is a template.
func (o *outline) noted() bool {
	for _, p := range o.parts[:min(3, len(o.parts))] {
		n := p.node
		if n.Kind == document.Quote && len(n.Blocks) > 0 {
			n = n.Blocks[0]
		}
		if n.Kind == document.Paragraph && n.To-n.From <= maxNote && notesTemplate(names.Form(n.Text)) {
			return true
		}
	}
	return false
}

// notesTemplate tells whether a note says so; the pattern is only tried where one
// of the words that it turns on is there.
func notesTemplate(text string) bool {
	lower := strings.ToLower(text)
	speaks := func(w string) bool { return strings.Contains(lower, w) }
	return slices.ContainsFunc([]string{"template", "this file", "mod", "plantilla", "模板", "テンプレート"}, speaks) && templateNote.MatchString(text)
}

// maxUnfilled is from how many paragraphs that are nothing but a place to fill
// a document is a template.
const maxUnfilled = 3

// unfilled counts the paragraphs that are one place to fill.
func (o *outline) unfilled() int {
	n := 0
	for _, p := range o.parts {
		if p.node.Hole {
			n++
		}
	}
	return n
}

func (l *label) hasCode() bool {
	for _, s := range l.full.Spans {
		if s.Kind == document.Code {
			return true
		}
	}
	return false
}

package extract

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
	"github.com/followthrough/followthrough/sync/source/markdown/publication"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

var (
	draftTitle = regexp.MustCompile(`(?i)^\W*(?:\[?(?:draft|wip|borrador|rascunho|brouillon|entwurf|bozza|草稿|下書き)\]?\b|work in progress\b)|[\[(](?:draft|wip|borrador|rascunho|brouillon)[\])]\s*$`)
	// titleHole is a place in brackets that a title's author should fill.
	titleHole = regexp.MustCompile(`(?i)\[[^\[\]]{0,40}\b(?:title|name|date|description|t[ií]tulo|nom|nome|nombre|titre|fecha|data|titel|yyyy|dd/mm)\b[^\[\]]{0,40}\]|[\[【<（(](?:标题|事故标题|事件名称|事故名称|故障名称|名称|日期|タイトル)[\]】>）)]`)
	// templateNote opens a document that says to whoever copies it what it is.
	templateNote = regexp.MustCompile(`(?i)\bthis (?:file |document |page )?is (?:a|the|our) (?:[\w-]+ ){0,3}template\b|\b(?:use|copy|duplicate) this (?:[\w-]+ ){0,2}(?:template|file)\b|\butilisez ce mod[eè]le|\b(?:use|usa|copie|copia|utilice|utilize) (?:esta|este) (?:plantilla|template|modelo)|(?:本|此|该)(?:文档为|文件为|为)?模板|このテンプレート`)
	template     = regexp.MustCompile(`(?i)^\W*(?:(?:the|a|an|our|generic|standard|example|sample|blameless|simple|basic|incident|outage|post|mortem|postmortem|pm|rca|retrospective|retro|review|report|root|cause|analysis|document|coe)[\s:–—-]*)*template(?:[\s:–—-]*(?:for|of|a|an|the|post|mortem|postmortems?|incidents?|retrospectives?|reviews?|reports?|rca))*\W*$|^\W*(?:plantilla|modelo de|modèle de|vorlage|テンプレート|模板)`)
)

// published is the document's explicit sign; nil: it gives none. Where its front
// matter can't be read whole, that is one.
func published(o *Outline, v review.Review, lines map[string][]string) *bool {
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
	if isDraft(o) {
		return &no
	}
	for _, k := range keys {
		if d, ok := words.Day(firstOf(v.Meta[k])); ok && !d.IsZero() {
			return &yes
		}
	}
	return nil
}

// isDraft: the title or a line of its own at the top says so, or the document
// is a template.
func isDraft(o *Outline) bool {
	for i, l := range o.labels[:min(3, len(o.labels))] {
		if title := names.Form(l.full.Text); (i == 0 || l.rank == 1) && saysDraft(title) && draftTitle.MatchString(title) {
			return true
		}
	}
	for i, p := range o.parts {
		if i > 3 {
			break
		}
		if o.isShortLine(p.node) && publication.IsDraft(o.page.Rich(p.node).Text) {
			return true
		}
	}
	return o.template
}

// isShortLine: the block is one line of less than 60 bytes.
func (o *Outline) isShortLine(n ast.Node) bool {
	if n.Lines() == nil || n.Lines().Len() != 1 {
		return false
	}
	seg := n.Lines().At(0)
	return seg.Stop-seg.Start < 60 && len(o.page.Raw(n)) < 60
}

// IsTemplate tells whether nothing in the document is an action yet.
func IsTemplate(o *Outline) bool { return o.template }

// templateSigns: the title says so, or its holes are not filled.
func templateSigns(o *Outline) bool {
	for i, l := range o.labels {
		if title := names.Form(l.full.Text); i < 2 && saysTemplate(title) && template.MatchString(title) {
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
func (o *Outline) noted() bool {
	for _, p := range o.parts[:min(3, len(o.parts))] {
		n := p.node
		if n.Kind() == ast.KindBlockquote && n.FirstChild() != nil {
			n = n.FirstChild()
		}
		if n.Kind() != ast.KindParagraph || n.Lines().Len() == 0 {
			continue
		}
		from, to := o.page.Bounds(n)
		if to-from <= maxNote && notesTemplate(norm.NFC.Bytes(o.page.Src[from:to])) && templateNote.MatchString(names.Form(o.page.Rich(n).Text)) {
			return true
		}
	}
	return false
}

// maxUnfilled is from how many paragraphs that are nothing but a place to fill
// a document is a template.
const maxUnfilled = 3

// unfilled counts the paragraphs that are one place to fill.
func (o *Outline) unfilled() int {
	n := 0
	for _, p := range o.parts {
		if p.node.Kind() != ast.KindParagraph || !o.opensHole(p.node) {
			continue
		}
		raw := strings.TrimSpace(o.page.Raw(p.node))
		if len(raw) < 1000 && (holeSigns(raw, "<", ">") && strings.Contains(raw, " ") || holeSigns(raw, "${", "}") || holeSigns(raw, "{{", "}}") && !page.IsShortcode(raw)) {
			n++
		}
	}
	return n
}

// opensHole spares the reading of paragraphs that open with a plain sign.
func (o *Outline) opensHole(n ast.Node) bool {
	from, to := o.page.Bounds(n)
	if from == to {
		return false
	}
	c := o.page.Src[from]
	return c == '<' || c == '$' || c == '{' || c <= ' ' || c >= utf8.RuneSelf
}

func holeSigns(raw, open, end string) bool {
	return strings.HasPrefix(raw, open) && strings.HasSuffix(raw, end) && !strings.HasPrefix(raw, "<http") && !strings.Contains(raw, "</") && !strings.Contains(raw, "=")
}

func (l *label) hasCode() bool {
	for _, s := range l.full.Spans {
		if s.Kind == page.Code {
			return true
		}
	}
	return false
}

// saysTemplate spares the pattern where none of its words is there.
func saysTemplate(text string) bool {
	text = strings.ToLower(text)
	for _, w := range []string{"template", "plantilla", "modelo de", "modèle de", "vorlage", "テンプレート", "模板"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// notesTemplate spares the pattern where none of its words is there.
func notesTemplate(raw []byte) bool {
	for _, w := range []string{"emplate", "this file", "modèle", "modele", "modelo", "plantilla", "模板", "テンプレート"} {
		if bytes.Contains(raw, []byte(w)) {
			return true
		}
	}
	return false
}

// saysDraft spares the pattern where none of its words is there.
func saysDraft(text string) bool {
	text = strings.ToLower(text)
	for _, w := range []string{"draft", "wip", "progress", "borrador", "rascunho", "brouillon", "entwurf", "bozza", "草稿", "下書き"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

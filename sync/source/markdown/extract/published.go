package extract

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

var (
	draftWord  = regexp.MustCompile(`(?i)^(?:status\s*[:：]\s*)?(?:draft|wip|work in progress|in progress|in review|under review|being reviewed|needs review|unpublished|template|internal draft|preliminary|borrador|rascunho|brouillon|entwurf|bozza|草稿|起草中|評審中|评审中|下書き|レビュー中|ドラフト)(?:$|[^\p{L}])`)
	draftTitle = regexp.MustCompile(`(?i)^\W*(?:\[?(?:draft|wip|borrador|rascunho|brouillon|entwurf|bozza|草稿|下書き)\]?\b|work in progress\b)|[\[(](?:draft|wip|borrador|rascunho|brouillon)[\])]\s*$`)
	// titleHole is a place in brackets that a title's author should fill.
	titleHole = regexp.MustCompile(`(?i)\[[^\[\]]{0,40}\b(?:title|name|date|description|t[ií]tulo|nom|nome|nombre|titre|fecha|data|titel|yyyy|dd/mm)\b[^\[\]]{0,40}\]|[\[【<（(](?:标题|事故标题|事件名称|事故名称|故障名称|名称|日期|タイトル)[\]】>）)]`)
	// templateNote opens a document that says to whoever copies it what it is.
	templateNote = regexp.MustCompile(`(?i)\bthis (?:file |document |page )?is (?:a|the|our) (?:[\w-]+ ){0,3}template\b|\b(?:use|copy|duplicate) this (?:[\w-]+ ){0,2}(?:template|file)\b|\butilisez ce mod[eè]le|\b(?:use|usa|copie|copia|utilice|utilize) (?:esta|este) (?:plantilla|template|modelo)|(?:本|此|该)(?:文档为|文件为|为)?模板|このテンプレート`)
	finalWord    = regexp.MustCompile(`(?i)^(?:published|final|public|finalized|finalised|approved|publicado|publicada|publié|veröffentlicht|pubblicato|公開済み|公開|已发布|发布)(?:$|[^\p{L}])`)
	template     = regexp.MustCompile(`(?i)^\W*(?:(?:the|a|an|our|generic|standard|example|sample|blameless|simple|basic|incident|outage|post|mortem|postmortem|pm|rca|retrospective|retro|review|report|root|cause|analysis|document|coe)[\s:–—-]*)*template(?:[\s:–—-]*(?:for|of|a|an|the|post|mortem|postmortems?|incidents?|retrospectives?|reviews?|reports?|rca))*\W*$|^\W*(?:plantilla|modelo de|modèle de|vorlage|テンプレート|模板)`)
)

// statusKeys are the keys whose values may tell a draft from what is final.
var statusKeys = []string{"status", "document status", "postmortem status", "post-mortem status", "report status", "estado", "estado del documento", "état", "statut", "状态", "ステータス"}

// published is the document's explicit sign; nil: it gives none.
func published(o *Outline, meta map[string][]string) *bool {
	yes, no := true, false
	if len(o.set.Published) > 0 {
		if configuredPublished(o.set.Published, meta) {
			return &yes
		}
		return &no
	}
	if sign := metaPublished(meta); sign != nil {
		return sign
	}
	for _, v := range lookup(meta, o.set.keysFor("published")) {
		if s := yesNo(v); s != nil {
			return s
		}
	}
	if isDraft(o) {
		return &no
	}
	for _, k := range o.set.keysFor("published") {
		if d, ok := words.Day(firstOf(meta[k])); ok && !d.IsZero() {
			return &yes
		}
	}
	return nil
}

func configuredPublished(want map[string][]string, meta map[string][]string) bool {
	for key, values := range want {
		for _, have := range meta[keyForm(key)] {
			if slices.ContainsFunc(values, func(v string) bool { return review.Normalise(v) == review.Normalise(have) }) {
				return true
			}
		}
	}
	return false
}

// metaPublished reads draft and status. "Resolved" is of the incident.
func metaPublished(meta map[string][]string) *bool {
	yes, no := true, false
	for _, v := range meta["draft"] {
		if s := yesNo(v); s != nil {
			drafted := !*s
			return &drafted
		}
	}
	for _, k := range statusKeys {
		for _, v := range meta[k] {
			switch {
			case draftWord.MatchString(strings.Trim(v, "*_[]() ")):
				return &no
			case finalWord.MatchString(strings.Trim(v, "*_[]() ")):
				return &yes
			}
		}
	}
	return nil
}

func yesNo(v string) *bool {
	yes, no := true, false
	switch strings.ToLower(strings.TrimSpace(v)) {
	case "true", "yes", "y", "1", "sí", "si", "sim", "oui", "ja":
		return &yes
	case "false", "no", "n", "0", "não", "non", "nein":
		return &no
	}
	return nil
}

// isDraft: the title or a line of its own at the top says so, or the document
// is a template.
func isDraft(o *Outline) bool {
	if len(o.labels) > 0 && saysDraft(o.labels[0].full.Text) && draftTitle.MatchString(o.labels[0].full.Text) {
		return true
	}
	for i, p := range o.parts {
		if i > 3 {
			break
		}
		if o.isShortLine(p.node) && draftWord.MatchString(strings.Trim(o.page.Rich(p.node).Text, "*_[]()!: ")) {
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
		if i < 2 && saysTemplate(l.full.Text) && template.MatchString(l.full.Text) {
			return true
		}
	}
	if len(o.labels) > 0 && (words.HasHoles(o.labels[0].full.Text) || strings.ContainsAny(o.labels[0].full.Text, "[【<（") && titleHole.MatchString(o.labels[0].full.Text)) && !o.labels[0].hasCode() {
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
		if to-from <= maxNote && notesTemplate(o.page.Src[from:to]) && templateNote.MatchString(o.page.Rich(n).Text) {
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
		if len(raw) < 1000 && (holeSigns(raw, "<", ">") && strings.Contains(raw, " ") || holeSigns(raw, "${", "}") || holeSigns(raw, "{{", "}}")) {
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

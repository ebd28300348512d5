package actions

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/internal/sieve"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

var (
	// titleHole is a place in brackets that a title's author should fill.
	titleHole = sieve.MustCompile(`(?i)[\[{][^\[\]{}]{0,40}\b(?:title|name|date|description|short|summary|service|id|t[ií]tulo|nom|nome|nombre|titre|titel|titolo|fecha|data|datum|yyyy|dd/mm|naam|navn|namn|nimi|nazwa|název|başlık|tên)\b[^\[\]{}]{0,40}[\]}]|[\[{【<（(](?:标题|事故标题|事件名称|事故名称|故障名称|名称|日期|タイトル|件名|제목|название|заголовок|назва)[^\[\]{}]{0,20}[\]}】>）)]`)
	// tagHole is such a place that Markdown takes for a tag.
	tagHole = regexp.MustCompile(`<\pL[\pL'-]*(?: [\pL'-]+){1,6}>|<(?i:title|titel|titre|name|incident|date|service)>`)
	// untitled is a title that nobody has written yet.
	untitled = sieve.MustCompile(`(?i)^\W*(?:incident|outage|post-?mortem|review|report)?\W*(?:title|name|titel|titre|título|titulo|タイトル|标题)\W*$|^\W*(?:title|name) of (?:the )?(?:incident|outage|review)\W*$`)
	// templateNote opens a document that says to whoever copies it what it is.
	templateNote = []*sieve.Pattern{
		sieve.MustCompile(`(?i)\bthis (?:file |document |page )?is (?:a|the|our) (?:[\w-]+ ){0,3}template\b|\b(?:use|copy|duplicate) this (?:[\w-]+ ){0,2}template\b|\buse this file\b|\b(?:copy|duplicate) this (?:(?:[\w-]+ ){0,2}file|page|document|doc)\b`),
		sieve.MustCompile(`(?i)\b(?:copiez|dupliquez|duplique|copie) (?:ce|cette) (?:fichier|page|document|mod[eè]le)|\b(?:copia|duplica|copie|duplique) (?:este|esta) (?:archivo|p[aá]gina|documento|arquivo)|\b(?:kopiere|dupliziere|kopieren sie) diese (?:datei|seite|vorlage)|(?:复制|複製)(?:本|此|该)(?:文件|页面|文档)|копируйте этот|скопіюйте цей|\butilisez ce mod[eè]le|\b(?:use|usa|copie|copia|utilice|utilize) (?:esta|este) (?:plantilla|template|modelo)|(?:本|此|该)(?:文档为|文件为|为)?模板|このテンプレート`),
	}
	template = sieve.MustCompile(`(?i)^\W*(?:(?:the|a|an|our|generic|standard|example|sample|blameless|simple|basic|incident|outage|post|mortem|postmortem|pm|rca|retrospective|retro|review|report|root|cause|analysis|document|coe)[\s:–—-]*)*template(?:[\s:–—-]*(?:for|of|a|an|the|post|mortem|postmortems?|incidents?|retrospectives?|reviews?|reports?|rca))*\W*$|^\W*(?:plantilla|modelo de|modèle de|vorlage|テンプレート|模板)`)
	// templateWord is all of a title's part, or ends one behind what it is a template of.
	templateWord = sieve.MustCompile(`(?i)^\W*(?:templates?|plantilla|modelo|modèle|gabarit|vorlage|modello|sjabloon|mall|skabelon|mal|mallipohja|szablon|šablona|vzor|şablon|шаблон|템플릿|テンプレート|雛形|ひな形|模板|範本|范本|templat|mẫu)\W*$`)
	templateEnd  = sieve.MustCompile(`(?i)(?:^|\W)(?:post[ -]?mortem|incident|outage|rca|retrospective|retro|review|report|pir|coe) templates?\W*$|(?:事故|故障|事件|复盘|覆盤|记录|记錄|报告|報告|事后|障害|報告書|インシデント|ポストモーテム|장애|회고|보고서)(?:记录|报告)? ?(?:模板|範本|范本|テンプレート|雛形|템플릿)\W*$`)
)

// templateSigns: the name or the title says that the document is a template or tells
// about reviews, or the title's holes are not filled, or a note says so.
func templateSigns(o *outline) bool {
	if o.set.Path != "" && o.namedTemplate() {
		return true
	}
	if isTemplateTitle(firstOf(lookup(o.doc.Matter.Meta(), o.set.keysFor("title")))) {
		return true
	}
	for i, l := range o.labels[:min(2, len(o.labels))] {
		if isTemplateTitle(l.full.Text) && !o.asksTitle(l) || i == 0 && !l.hasCode() && o.hollow(l) {
			return true
		}
	}
	return o.noted() || o.unfilled() >= maxUnfilled || o.showsTemplate() || o.mostlyOpen()
}

// namedTemplate: the file's name says that it is no review, and so does what stands in it.
func (o *outline) namedTemplate() bool {
	p := o.set.Path
	return isTemplateName(p) || isIndexName(p) && o.tellsOfReviews() || isOtherName(p) && o.chapters() < 2 && !o.ofIncident()
}

// isTemplateTitle tells whether a title is a template's.
func isTemplateTitle(title string) bool {
	if title == "" {
		return false
	}
	title = names.Form(title)
	if template.MatchString(title) || untitled.MatchString(title) || templateEnd.MatchString(title) {
		return true
	}
	parts := strings.FieldsFunc(title, func(r rune) bool { return strings.ContainsRune("()[]（）【】–—:：|", r) })
	return len(parts) > 1 && (templateWord.MatchString(parts[0]) || templateWord.MatchString(parts[len(parts)-1]))
}

// asksTitle: a form asks for the title below a heading of its own, and its author
// has given one.
func (o *outline) asksTitle(l *label) bool {
	if l.rank == 1 || !untitled.MatchString(l.full.Text) {
		return false
	}
	below := slices.IndexFunc(o.parts, func(p part) bool { return p.under == l })
	if below < 0 {
		return false
	}
	n := o.parts[below].node
	return n.Kind == document.Paragraph && !n.Hole && len(n.Lines) == 1 && !isTemplateTitle(n.Text) &&
		!isBlank(n.Text) && !words.Unfilled(n.Text) && !asks(n.Text) && !words.TellsAuthor(n.Text)
}

// hollow: a title holds a place that its author should fill.
func (o *outline) hollow(l *label) bool {
	text := l.full.Text
	if words.HasHoles(text) || strings.ContainsAny(text, "[{【<（(") && titleHole.MatchString(names.Form(text)) {
		return true
	}
	n := l.node
	if n.From < 0 || n.To > len(o.doc.Text) || n.From >= n.To || n.To-n.From > maxTitle {
		return false
	}
	return tagHole.MatchString(o.doc.Text[n.From:n.To])
}

// maxTitle is how many bytes a title has at most that is looked at as it is written.
const maxTitle = 300

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

// notesTemplate tells whether a sentence of a note says so.
func notesTemplate(text string) bool {
	return slices.ContainsFunc(templateNote, func(p *sieve.Pattern) bool {
		return p.May(text) && slices.ContainsFunc(strings.SplitAfter(text, "."), p.MatchString)
	})
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

// showsTemplate: below a heading that says so stands a whole review as code, and
// nothing of the document itself is one.
func (o *outline) showsTemplate() bool {
	for _, p := range o.parts {
		if p.node.Kind != document.CodeBlock || p.under == nil || !isTemplateTitle(p.under.full.Text) {
			continue
		}
		if slices.ContainsFunc(p.node.Code, func(l string) bool { return strings.HasPrefix(l, "# ") || strings.HasPrefix(l, "## ") }) && o.chapters() < 2 {
			return true
		}
	}
	return false
}

func (l *label) hasCode() bool {
	for _, s := range l.full.Spans {
		if s.Kind == document.Code {
			return true
		}
	}
	return false
}

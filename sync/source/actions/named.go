package actions

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// parted makes words of a file's name.
var parted = strings.NewReplacer("_", " ", "-", " ", ".", " ")

// nameOf is a file's name without its ending, in words.
func nameOf(p string) string {
	name := path.Base(strings.ReplaceAll(p, `\`, "/"))
	name = strings.TrimSuffix(name, path.Ext(name))
	return strings.TrimSpace(parted.Replace(review.Fold(names.Form(name))))
}

// isTemplateName tells whether a name says that the file is a template of reviews.
// One with a day in it is a review.
func isTemplateName(p string) bool {
	if _, dated := words.Day(path.Base(p)); dated {
		return false
	}
	name := strings.TrimLeft(dayHoles.Replace(nameOf(p)), "0123456789 ")
	return template.MatchString(name) || templateWord.MatchString(name) || templateEnd.MatchString(name)
}

// dayHoles takes out the places for a day in a template's name.
var dayHoles = strings.NewReplacer("yyyy mm dd", "", "yyyymmdd", "", "yyyy mm", "")

// isIndexName tells whether a name is one that a folder's own file bears.
func isIndexName(p string) bool {
	name := nameOf(p)
	first, _, _ := strings.Cut(name, " ") // readme.de
	return slices.Contains([]string{"readme", "index", "contributing", "howto", "guide", "guidelines", "overview", "summary", "home", "about", "process"}, first) && len(strings.Fields(name)) <= 2
}

// tellsHow are words that open or end the name of a file that tells how something is done,
// and of no incident.
var tellsHow = []string{"runbook", "runbooks", "playbook", "playbooks", "procedure", "procedures", "policy", "policies", "skill", "sop", "checklist"}

// isOtherName tells whether a name without a day says that the file tells how something
// is done.
func isOtherName(p string) bool {
	_, dated := words.Day(path.Base(p))
	ws := strings.Fields(nameOf(p))
	return !dated && len(ws) > 0 && (slices.Contains(tellsHow, ws[0]) || slices.Contains(tellsHow, ws[len(ws)-1]))
}

var (
	// generic is a title of nothing but words for reviews and what is done with them.
	generic = regexp.MustCompile(`(?i)^(?:(?:post|mortems?|postmortems?|incidents?|outages?|reviews?|reports?|retros?|retrospectives?|rcas?|pirs?|process|procedures?|guides?|guidelines?|templates?|index|readme|overview|home|our|the|of|and|for|how|to|we|do|write|writing|an?|list|all|archive|library|documentation|docs|log|history|about|what|is|this|folder|blameless|public|internal|response|management|root|cause|analysis|analyses|policy|playbook|handbook|postmortem|informes?|incidentes?|rapports?|berichte?|vorfälle|relatórios?|analisi|事故|复盘|报告|故障|障害|報告書|ポストモーテム)[\W_]*)+$`)
	// explaining is a heading of a document that explains reviews.
	explaining = regexp.MustCompile(`(?i)^\W*(?:conventions?|structure|how (?:to|we|do)\b.*|when (?:to|do|should)\b.*|why (?:we|do|write)\b.*|what (?:is|are|makes|to)\b.*|usage|process|templates?|guidelines?|definitions?|severity (?:levels?|definitions?)|sev levels|roles?(?: and responsibilities)?|contributing|index|directory|layout|naming(?: conventions?)?|(?:table of )?contents|archive|list of .*|(?:all |past |recent )?(?:post-?mortems|incidents|reviews)|writing .*|creating .*|workflow|getting started|quick ?start|purpose|scope|principles|metrics .*|file (?:names?|naming))\W*$`)
	// chapter is a heading that the review of an incident has.
	chapter = regexp.MustCompile(`(?i)^\W*(?:executive )?(?:summary|overview|timeline|impact|root causes?|causes?|detection|resolution|recovery|mitigation|response|trigger|what happened|what went (?:well|wrong)|lessons(?: learned)?|contributing factors?|background|zeitlinie|ursache|auswirkungen?|resumen|impacto|cronología|résumé|chronologie|linha do tempo|causa.*|时间线|根因.*|影响.*|概述|タイムライン|概要|原因|影響)\W*$`)
)

// tellsOfReviews: the document explains or lists reviews and is none: its title is of
// no incident, or headings of an explanation, or links to the others, stand where the
// chapters of a review would.
func (o *outline) tellsOfReviews() bool {
	title := ""
	if l := o.titleLabel(); l != nil {
		title = l.full.Text
	}
	meta := o.doc.Matter.Meta()
	if t := firstOf(lookup(meta, o.set.keysFor("title"))); t != "" {
		title = t
	}
	known := o.ofIncident()
	chapters, explains := o.chapters(), o.count(explaining)
	switch {
	case title == "" || generic.MatchString(names.Form(strings.TrimSpace(title))):
		return !known || chapters < 2
	case known || chapters >= 2:
		return false
	}
	return explains > 0 || o.siblings() >= 3
}

// ofIncident: the document gives the day, or the severity, of an incident.
func (o *outline) ofIncident() bool {
	meta := o.doc.Matter.Meta()
	lineMeta(o, meta)
	_, dated := words.Day(firstOf(lookup(meta, o.set.keysFor("date"))))
	severity := firstOf(lookup(meta, o.set.keysFor("severity")))
	return dated || severity != "" && !strings.Contains(strings.ToLower(severity), " to ")
}

// chapters counts the headings that the review of an incident has.
func (o *outline) chapters() int { return o.count(chapter) }

func (o *outline) count(form *regexp.Regexp) int {
	n := 0
	for _, l := range o.labels {
		if l.node.Kind == document.Heading && form.MatchString(l.text) {
			n++
		}
	}
	return n
}

// siblings counts the links to other documents beside this one.
func (o *outline) siblings() int {
	n := 0
	count := func(r document.Rich) {
		for _, s := range r.Spans {
			if s.Kind == document.Link && !strings.Contains(s.URL, "://") && strings.Contains(path.Ext(s.URL), "m") && path.Ext(s.URL) != "" {
				n++
			}
		}
	}
	document.Walk(o.doc.Blocks, func(b *document.Block) bool {
		count(b.Rich)
		if b.Grid != nil {
			for _, row := range b.Grid.Rows {
				for _, c := range row.Cells {
					count(c.Rich)
				}
			}
		}
		return true
	})
	return n
}

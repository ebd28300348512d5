package words

import (
	"regexp"

	"github.com/followthrough/followthrough/internal/sieve"
)

// The regular expressions, all anchored at an end or run on short texts.
var (
	shortcode = regexp.MustCompile(`:[a-z0-9_+-]+:`)
	// numbering opens a label: "1.", "A3.", "2)", "(4)", "#5:", "AI-1:", "Action 2:", "第1".
	numbering  = regexp.MustCompile(`^(?:\(?(?:[A-Za-z]{0,3}-?\d{1,3}(?:\.\d{1,3})*)(?:[.):]+\)?\s+|\)|、\s*)|\d{1,2}(?:\.\d{1,2})+\s+|\d{1,2}\s+(?:-|–|—)\s+|#\d{1,3}[.:)]\s*|[IVX]{1,4}\.\s+|[一二三四五六七八九十]+[、.．]\s*|(?i:action(?: item| point)?|item|task|acci[oó]n|ação|mesure|maßnahme)\s*#?\d{1,3}\s*[.:)–—-]\s*)`)
	BoxAtStart = sieve.MustCompile(`^\[([ xX*✓✔\-~/>]?)\](?:[ \t\x{00a0}]+|$)`)
	// texts of placeholderSigns, placeholder and placeholderWord hold nothing of an
	// author. The words are two, because up to 500 instructions a pattern is run several
	// times faster.
	placeholderSigns = regexp.MustCompile(`^[.…_\-–—*?!\s/]*[.。:…]*$`)
	placeholder      = sieve.MustCompile(`(?i)^(?:(?:an)?other (?:action|item|task)s?|(?:the )?(?:first|second|third|next|last) (?:action|item|task)s?|(?:action|item|task|todo|ai|acci[oó]n|tarea|ação|tarefa|tâche|aufgabe)(?: item| point)?s?(?: ?#?\d{1,2}| [a-c]| one| two| three| x| n)?|n/?a|n\.a\.|none(?: (?:yet|so far|at this time|required|needed|identified))?|no (?:further |follow-?up |new )?(?:actions?|action items?|follow-?ups?)(?: (?:required|needed|items?|identified|taken|planned))*|nothing(?: (?:yet|to do))?)[.。:…]*$`)
	placeholderWord  = sieve.MustCompile(`(?i)^(?:tb[dac]|to be (?:determined|defined|decided|added|confirmed|filled(?: in)?)|xxx+|foo|bar|lorem ipsum.*|x|todo|wip|link|description|owner|name|example|e\.g\.?|etc|ninguna?|nenhuma?|aucune?|keine|nessuna?|sin acciones|(?:a|por|à|da) d[eé]fini[rt]e?|zu klären|なし|特になし|未定|无|暂无|待定|待补充|無|行动项\s*\d*|アクション\s*\d*)[.。:…]*$`)
	// instructVerb and instructLead open what tells an author what to write: two, again.
	instructVerb = sieve.MustCompile(`^(?i:(?:list|describe|include|write|provide|give|state|explain|summari[sz]e|note|report|enter|insert|add) (?:here\b|your |(?:any|all|the|each|an?)(?: other)? (?:relevant |possible |concrete |specific |short |brief )*(?:actions?|follow|lessons?|steps to|tasks? |action items?|summary|description|paragraph|sentence)|what (?:happened|went|we|you)|(?:how|why) (?:we|you) ))`)
	instructLead = sieve.MustCompile(`^(?i:for example|e\.g\.|ex:|(?:example|exemplo|ejemplo|beispiel|exemple|esempio|voorbeeld|exempel|eksempel|пример|приклад|例):|例：|fill (?:in|out)|what (?:are|will|can|should|could) |how (?:will|can|do|could) |who (?:will|is) |please (?:fill (?:in|out)|(?:list|describe|include) (?:your|any|all the|the) (?:actions?|follow|steps|tasks|items|details)\b)|use this (?:section|table)|this section|when (?:did|was|were)|how (?:was|were|did)|why (?:did|was)|todo: ?(?:list|fill|describe)|liste? (?:aqu|ici|as a|les a|las a)|enumer)`)
)

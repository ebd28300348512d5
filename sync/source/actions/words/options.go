package words

import (
	"strings"

	"github.com/followthrough/followthrough/internal/sieve"
)

var (
	// option is how a label of one of several ways begins, or all that a label says
	// which weighs them.
	option = sieve.MustCompile(`(?i)^(?:(?:option|alternative|variant|approach|opción|opcion|opção|opcao|alternativa|variante|optie|ansatz|approche|abordagem)\s*#?(?:\d|[a-z]\b|i+\b)|(?:方案|案|オプション|선택지)\s*[\da-z一二三四]|(?:pros|cons|pros (?:and|&) cons|benefits|drawbacks|advantages|disadvantages|trade-?offs|decisions?|options(?: considered)?|rationale|ventajas|desventajas|inconvenientes|decisi[oó]n(?:es)?|vorteile|nachteile|entscheidung(?:en)?|avantages|inconvénients|décisions?|vantagens|desvantagens|decis(?:ão|ões)|vantaggi|svantaggi|decision[ei]|优点|缺点|利点|欠点|メリット|デメリット|決定(?:事項)?|决定)\s*[:：]?\s*$)`)
	// weighing is what an item begins with that weighs a way.
	weighing = sieve.MustCompile(`(?i)^(?:pros?|cons?|benefits?|drawbacks?|advantages?|disadvantages?|downsides?|upsides?|trade-?offs?|effort|costs?|decision|rationale|complexity|ventajas?|desventajas?|inconvenientes?|beneficios?|esfuerzo|vorteile?|nachteile?|aufwand|kosten|entscheidung|avantages?|inconvénients?|coûts?|vantage(?:m|ns)|desvantage(?:m|ns)|vantaggi|svantaggi|优点|缺点|成本|利点|欠点|メリット|デメリット)[*_]*\s*[:：]`)
)

// IsOption tells whether a label is of one of several ways to do something, or of what
// speaks for and against them, and not of what will be done.
func IsOption(label string) bool { return option.MatchString(label) }

// WeighsOption tells whether an item says what speaks for or against a way, or which
// one was taken.
func WeighsOption(text string) bool { return weighing.MatchString(strings.TrimLeft(text, "*_")) }

package words

import "regexp"

// ofDocument is what a line says that speaks of the review itself, as the check
// lists of templates do.
var ofDocument = regexp.MustCompile(`(?i)\b(?:post-?mortem|incident report|this (?:document|report|review|page|issue)|sections? above|after[- ]action report|incident title|incident (?:has been|is) (?:dealt|over|closed|resolved)|all action\w* (?:items )?(?:above )?have)\b|复盘文档|本文档`)

// OfDocument tells whether a line speaks of the review itself.
func OfDocument(text string) bool { return ofDocument.MatchString(text) }

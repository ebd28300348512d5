// Package extract finds the actions of a parsed document and what it says of
// itself: nodes are put under labels, labels make sections, sections hold
// lists, tables, headings and paragraphs, and those hold actions. It changes
// nothing and knows nothing of what is written back.
package extract

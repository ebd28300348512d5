// Package actions finds the actions of a document and what it says of itself:
// blocks are put under labels, labels make sections, sections hold lists, tables,
// headings and paragraphs, and those hold actions. It reads the document's tree,
// whatever format that was made of, changes nothing, and knows nothing of what is
// written back.
//
// words says what labels and tokens mean, fields what one action says, publication
// whether keys and values mean published, audience what the first lines say of who
// may see it.
package actions

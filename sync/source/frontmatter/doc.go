// Package frontmatter reads what stands before a document: YAML, TOML or JSON.
// It decides who may see a review and whether it is published, so nothing of it
// is guessed: what can't be read whole is a flaw that names its line and its
// mend, and whoever uses the values must look at the flaws first. It knows
// which keys decide, and nothing of what they say.
package frontmatter

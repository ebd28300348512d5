// Package words knows what the words of a post-mortem mean in the languages
// read here: which labels open a section of actions, which headers name a
// column, what says done, who is an owner, what is a day. It works on short
// plain texts and knows nothing of Markdown, documents or places.
package words

// Package github is the source whose reviews are Markdown files below a path
// of one branch of a GitHub repository, where merging is publishing. It lists
// and reads through the Git data API, and reports back by commit or pull
// request. It knows nothing of trackers and of the store; what a document says
// is markdown's to tell, and what an answer of GitHub means its client's.
package github

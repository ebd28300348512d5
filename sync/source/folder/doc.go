// Package folder is the source whose reviews are Markdown files below a
// folder. It reads and writes files; what a document says is markdown's to
// tell.
package folder

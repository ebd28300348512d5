// Package folder is the source whose reviews are Markdown files below a
// folder. It lists, reads, writes and watches files; what a document says is
// markdown's to tell, and how a file is replaced safely is atomicfile's.
package folder

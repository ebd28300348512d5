// Package githubissues is the source whose reviews are issues of a GitHub
// repository that bear a label. An issue's body is the document, as it was when
// it was published; what is reported back goes into the body's marked places or
// into one comment. It knows nothing of trackers and of the store; what a
// document says is markdown's to tell, and what an answer of GitHub means its
// client's.
package githubissues

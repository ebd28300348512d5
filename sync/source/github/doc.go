// Package github is the source whose reviews are Markdown files below a path
// of one branch of a GitHub repository, where merging is publishing. It lists
// and reads through the Git data API, and reports back by commit or pull
// request. It knows nothing of trackers and of the store; what a document says
// is markdown's to tell, and what an answer of GitHub means its client's.
//
// What stands in the way, and what becomes of it. An error of the listing makes
// the source stale (nothing is concluded from it), a problem is of one entry:
//
//	no such repository, not ours to see   error: correct it, or give access
//	repository renamed                    followed; check says so
//	repository archived                   read; a report is ErrReadOnly
//	repository empty                      error: push a first commit
//	branch gone, or renamed               error: names the default branch now
//	default branch renamed, or another    followed (another: within the hour)
//	branch force-pushed                   its files are those of the new commit
//	path missing, a file, a link,
//	a submodule                           error: says which part of it is
//	tree of more than 100,000 files       read folder by folder, below path only
//	one folder of more than GitHub lists  error: name a folder below it
//	submodule                             problem: name its repository
//	symbolic link to a listed review      left out: it is listed as itself
//	symbolic link to anything else        problem: links are not followed
//	file over 8 MB                        problem; never fetched
//	Git LFS pointer, not UTF-8            ErrUnreadable until it changes
//	file renamed                          gone and new, with the same content
//	token or App without contents: write  ErrReadOnly: names what it lacks
//	branch's rules refuse the commit      ErrReadOnly: report_via: pull_request
//	branch moves while it is written to   read and tried again, six times
//	answer to a write lost                looked for on the branch
package github

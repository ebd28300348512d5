// Package issueworld is what is so in the issues of a fake GitHub: issues and
// pull requests and their lives, labels, milestones, types, sub-issues and
// projects, what people do there, what an index has not seen yet, and what
// GitHub refuses. It knows nothing of HTTP and of how an answer looks, and of
// repositories and rights only what Places says. It has no lock: whoever calls
// it sees to that.
package issueworld

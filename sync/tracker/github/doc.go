// Package github is the tracker whose items are issues of GitHub repositories,
// on github.com or an Enterprise Server. It knows nothing of reviews beyond the
// title and link that an issue carries, and once an issue is made and what its
// creation could not carry is set, it only ever reads.
//
// An issue of ours bears its marker as an HTML comment in its body, set by the
// request that makes it, and is found again by listing the repository's
// issues: never by search, label or creator, which people change and an index
// answers. Its id is owner/repo#number, as the repository is named in the
// configuration; a transferred issue is another one, with another id, and its
// old id is answered with the new place.
package github

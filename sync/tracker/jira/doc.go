// Package jira is the tracker whose items are issues of a Jira site, Cloud or
// Data Center. It knows nothing of reviews beyond the title and link that an
// issue carries, and after an issue is made it only ever reads.
//
// An issue of ours bears its marker as the issue property followthrough, set
// by the request that makes it, and a short token of it in the last line of
// its description, for Data Center, whose searches show no properties. Ids
// are followed, never keys: a moved issue has a new key.
package jira

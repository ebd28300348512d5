// Package jira speaks to one Jira site as one account: Cloud (version 2 of its
// REST API, with wiki markup) and Data Center alike. It knows what Jira's
// answers mean, and neither reviews, items nor teams.
//
// go-jira builds requests and carries them; what it would send wrongly, or
// can't send at all (bulk create, bulk fetch, the per-project create metadata,
// search by token), has its own payloads here.
package jira

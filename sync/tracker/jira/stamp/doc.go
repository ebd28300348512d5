// Package stamp is how a Jira issue bears a marker: an issue property that holds
// JSON, and a short token in the description's last line, for where searches
// show no properties; and who made the issue. It knows no request.
package stamp

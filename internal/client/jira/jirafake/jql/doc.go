// Package jql reads Jira's query language and judges items by it, as far as a
// program's searches and a board's filter go; what is beyond is an error, never
// a guess. It knows no issue: a Reader is told which fields there are.
package jql

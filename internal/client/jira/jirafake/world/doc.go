// Package world is what is so in a fake Jira: projects, screens, issues and
// their lives, what people do there, and what Jira refuses. It knows nothing of
// HTTP and of how an answer looks.
package world

// Package files is the tracker whose backlogs are Markdown files: one file a
// backlog, one line of a task list an item. It knows nothing of reviews
// beyond the title and link that an item carries.
package files

// Package files is the tracker whose backlogs are Markdown files: one file a
// backlog, one line of a task list an item. It knows nothing of reviews
// beyond the title and link that an item carries.
//
// An item is a line that ends in a comment with its marker and its key:
//
//   - [ ] title ([review title](link)) <!-- followthrough: {"instance":…,"key":…} -->
//
// The comment alone is followed: the line is the team's, who may re-word it,
// nest it, or take it to another file below the folder.
package files

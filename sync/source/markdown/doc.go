// Package markdown makes a tree of a post-mortem as people write it in Markdown,
// and says how a link, a tick, a cell and our block are written in it. It guards
// the parser against what would make it slow. It knows nothing of where documents
// come from, and asks actions and writeback what to find and what to write.
package markdown

// Package sourcetest is what every source must pass: one body of tests for
// all adapters. It knows the seam and Markdown, the form in which all sources
// hold their reviews, and no adapter.
//
// An adapter's test calls Run with a harness that holds the source and what
// people can do to the place where its documents live.
package sourcetest

// Package spelled reads values as configurations write them: a length of time, a
// day, a time zone, a pattern. Its errors say what is wrong and how it is written,
// and don't hold the text, which may be an environment variable's. It knows no key.
package spelled

// Package config finds the configuration, reads it strictly, fills in the
// defaults, and tells every mistake at once with its file, line, column and
// path. The adapters own the types of their parts; config opens no source, no
// tracker and no store.
package config

//go:build unix

package store

// heedsPermissions: the mode of a file says who may use it.
const heedsPermissions = true

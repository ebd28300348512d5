//go:build !unix

package config

// foreignOwner knows nothing of owners here.
func foreignOwner(string) string { return "" }

// heedsPermissions says that a file's mode tells nothing here.
const heedsPermissions = false

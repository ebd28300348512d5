//go:build !unix

package store

// heedsPermissions: who may use a file is not said by its mode here.
const heedsPermissions = false

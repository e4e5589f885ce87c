//go:build !unix

package edition

// ownOnly does nothing where files have no umask: there the folder's own permissions hold.
func ownOnly() {}

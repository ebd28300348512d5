//go:build !unix

package witness

// apart can't be told here: no place is of use.
func apart(string, string) bool { return false }

func mayUse(string, string) bool { return false }

func mayMake(string, string) bool { return false }

func writable(string) bool { return false }

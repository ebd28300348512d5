// Package atomicfile reads files and replaces them whole, so that neither a
// crash, a full disk nor somebody else's write at the same moment loses a
// byte. It knows bytes and paths, and nothing of what a file says.
//
// A replacement is written beside the file, synced, and swapped with it. What
// came out of the swap is then looked at: if it is not what had been read,
// the two are swapped back and ErrChanged is given. Where the system has no
// exchange of two names, the file is compared just before a plain rename.
//
// Every error but ErrUncertain means that the file is as it was.
package atomicfile

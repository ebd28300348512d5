package files_test

import "github.com/followthrough/followthrough/internal/atomicfile"

type atomicOp = atomicfile.Op

const opRead = atomicfile.OpRead

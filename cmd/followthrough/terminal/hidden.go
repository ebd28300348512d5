package terminal

import (
	"context"
	"io"
	"os"

	"golang.org/x/term"
)

// hidden reads a line of the process's own terminal, which shows again what is
// typed however that ends. The prompt is shown when nothing else is any more:
// what is pasted at once is not seen either.
func hidden(ctx context.Context, prompt func()) (string, error) {
	fd := int(os.Stdin.Fd())
	// term.ReadPassword, which reads in lines, waits on after Ctrl-D.
	was, err := term.MakeRaw(fd)
	if err != nil {
		return "", err
	}
	defer term.Restore(fd, was) //nolint:errcheck // nothing else can be done
	prompt()
	return beside(ctx, func() (string, error) { return term.NewTerminal(unseen{os.Stdin}, "").ReadPassword("") })
}

// unseen is a terminal on which nothing is shown. It reads a byte at a time:
// what follows the line is the next answer.
type unseen struct{ in io.Reader }

func (u unseen) Read(p []byte) (int, error) {
	if len(p) > 1 {
		p = p[:1]
	}
	return u.in.Read(p)
}

func (u unseen) Write(p []byte) (int, error) { return len(p), nil }

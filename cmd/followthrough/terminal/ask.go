package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrEnded is the error of a question that got no answer: the input ended, or
// the person stopped the program.
var ErrEnded = errors.New("it was ended before all questions were answered")

// Asks tells whether questions can be asked here: a person is there to see and
// to answer them.
func (e Env) Asks() bool { return e.InTerminal && e.ErrTerminal }

// Asker asks a person, a line an answer. It needs nothing of a terminal but
// lines, so that it works where a screen reader, a narrow window or a slow
// connection is.
type Asker struct {
	env Env
	in  *bufio.Reader
}

// NewAsker asks on an environment's error output: what it prints is no part of
// what the command says.
func NewAsker(e Env) *Asker { return &Asker{env: e, in: bufio.NewReader(e.In)} }

// Question is one line to be answered.
type Question struct {
	Text string
	// Default is what an empty answer means; "" with Empty: nothing.
	Default string
	// Shown stands for the default in the brackets; "": the default itself.
	Shown string
	// Empty allows an empty answer without a default.
	Empty bool
	// Take gives an answer in the form in which it counts, or says why it is
	// none; nil: any answer is one.
	Take func(answer string) (string, error)
}

// Say prints a remark, wrapped.
func (a *Asker) Say(format string, args ...any) {
	fmt.Fprintln(a.env.Err, Wrap(Clean(fmt.Sprintf(format, args...)), a.env.Width-2, "  "))
}

// Head begins a new part.
func (a *Asker) Head(text string) {
	fmt.Fprintln(a.env.Err, "\n"+Wrap(text, a.env.Width, ""))
}

// Line asks until the answer is one.
func (a *Asker) Line(ctx context.Context, q Question) (string, error) {
	return a.until(q, func(prompt func()) (string, error) {
		prompt()
		return beside(ctx, func() (string, error) { return a.in.ReadString('\n') }) // half an answer is none
	})
}

// Hidden is Line for what must not be shown. Its default is never the value.
func (a *Asker) Hidden(ctx context.Context, q Question) (string, error) {
	if a.env.Hidden == nil {
		return a.Line(ctx, q)
	}
	return a.until(q, func(prompt func()) (string, error) {
		answer, err := a.env.Hidden(ctx, prompt)
		fmt.Fprintln(a.env.Err) // what ended the answer was not shown either
		if err != nil {
			return "", ErrEnded
		}
		return answer, nil
	})
}

// margin is what stands before an option of several, its number included.
const margin = "     "

// Choose asks for some of several by their numbers or first words, at least
// one; each stands once in the answer, in its order there.
func (a *Asker) Choose(ctx context.Context, q Question, most int, options ...string) (chosen []int, err error) {
	for i, o := range options {
		lines := Wrap(o, a.env.Width-len(margin), margin)
		fmt.Fprintf(a.env.Err, "  %d  %s\n", i+1, lines[len(margin):])
	}
	q.Take = func(answer string) (string, error) {
		chosen, err = pick(answer, options, most)
		return answer, err
	}
	_, err = a.Line(ctx, q)
	return chosen, err
}

// pick reads what was chosen.
func pick(answer string, options []string, most int) (out []int, err error) {
	seen := map[int]bool{}
	for _, word := range strings.FieldsFunc(answer, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) {
		n, err := strconv.Atoi(word)
		for i, o := range options {
			if first, _, _ := strings.Cut(o, " "); strings.EqualFold(word, strings.TrimSuffix(first, ":")) {
				n, err = i+1, nil
			}
		}
		switch {
		case err != nil || n < 1 || n > len(options):
			return nil, fmt.Errorf("%q is none of the numbers from 1 to %d", Cut(word, 20), len(options))
		case !seen[n-1]:
			seen[n-1] = true
			out = append(out, n-1)
		}
	}
	switch {
	case len(out) == 0:
		return nil, fmt.Errorf("must be a number from 1 to %d", len(options))
	case len(out) > most && most == 1:
		return nil, errors.New("must be one number")
	case len(out) > most:
		return nil, fmt.Errorf("must be %d numbers at most", most)
	}
	return out, nil
}

// Yes asks for a yes or a no; the default is what byDefault names.
func (a *Asker) Yes(ctx context.Context, text string, byDefault Answer) (bool, error) {
	q := Question{Text: text, Default: string(byDefault), Take: func(answer string) (string, error) {
		switch strings.ToLower(answer) {
		case "y", "yes":
			return string(Yes), nil
		case "n", "no":
			return string(No), nil
		}
		return "", errors.New("must be y or n")
	}}
	q.Shown = map[Answer]string{Yes: "Y/n", No: "y/N"}[byDefault]
	answer, err := a.Line(ctx, q)
	return answer == string(Yes), err
}

// Answer is a yes or a no.
type Answer string

// The answers.
const (
	Yes Answer = "y"
	No  Answer = "n"
)

// until asks until the answer is one.
func (a *Asker) until(q Question, read func(prompt func()) (string, error)) (string, error) {
	for {
		answer, err := read(func() { fmt.Fprint(a.env.Err, Clean(q.prompt())) })
		if err != nil {
			fmt.Fprintln(a.env.Err)
			return "", ErrEnded
		}
		taken, err := q.take(answer)
		if err == nil {
			return taken, nil
		}
		a.Say("%v", err)
	}
}

func (q Question) prompt() string {
	shown := q.Shown
	if shown == "" {
		shown = q.Default
	}
	if shown == "" {
		return q.Text + ": "
	}
	return q.Text + " [" + shown + "]: "
}

// take judges an answer.
func (q Question) take(answer string) (string, error) {
	answer = strings.TrimSpace(answer)
	switch {
	case !utf8.ValidString(answer) || strings.ContainsFunc(answer, func(r rune) bool { return !unicode.IsPrint(r) }):
		return "", errors.New("holds a sign that is none of a text, as an arrow key leaves one: type it again")
	case answer == "" && q.Default != "":
		answer = q.Default
	case answer == "" && q.Empty:
		return "", nil
	case answer == "":
		return "", errors.New("must not be empty (Ctrl-C ends this, and nothing is written)")
	}
	if q.Take == nil {
		return answer, nil
	}
	return q.Take(answer)
}

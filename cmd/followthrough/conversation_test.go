//go:build linux

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// onTerminal runs a command on a terminal, answers each question once it stands
// there, and gives what the terminal showed in the end. An answer ends with
// Enter, unless it is a control character.
func onTerminal(t *testing.T, cmd *exec.Cmd, columns uint16, answers ...string) (string, error) {
	t.Helper()
	screen, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: columns})
	must(t, err)
	defer screen.Close()
	chunks := make(chan []byte)
	go readScreen(screen, chunks)
	var shown bytes.Buffer
	for {
		select {
		case chunk, more := <-chunks:
			if !more {
				if len(answers) > 0 {
					t.Errorf("%d answers were not asked for: %q", len(answers), answers)
				}
				return shown.String(), cmd.Wait()
			}
			shown.Write(chunk)
		case <-time.After(200 * time.Millisecond):
			if !bytes.HasSuffix(shown.Bytes(), []byte(": ")) {
				continue // it works
			}
			if len(answers) == 0 {
				_ = cmd.Process.Kill()
				t.Fatalf("a question without an answer:\n%s", shown.String())
			}
			if _, err := io.WriteString(screen, keysOf(answers[0])); err != nil {
				t.Fatal(err)
			}
			answers = answers[1:]
		}
	}
}

func keysOf(answer string) string {
	if len(answer) == 1 && answer[0] < ' ' {
		return answer
	}
	return answer + "\r"
}

// readScreen hands on what a terminal shows until nobody is at its other end.
func readScreen(screen *os.File, chunks chan<- []byte) {
	defer close(chunks)
	for {
		buf := make([]byte, 4096)
		n, err := screen.Read(buf)
		if n > 0 {
			chunks <- buf[:n]
		}
		if err != nil {
			return
		}
	}
}

// Who ends it, wherever that is and by whatever key, finds nothing written and a
// terminal that shows again what is typed.
func TestInitEndedOnATerminal(t *testing.T) {
	for name, key := range map[string]string{"Ctrl-C": "\x03", "Ctrl-D": "\x04"} {
		for where, before := range map[string][]string{
			"at once": nil, "in the middle": {"", ""}, "at the token": {"", "", "jira", "http://127.0.0.1:1", "bot@acme.example"},
		} {
			t.Run(name+" "+where, func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				cmd := exec.CommandContext(t.Context(), "sh", "-c", "trap : INT; followthrough init; echo exit $?; stty -a")
				cmd.Dir, cmd.Env = dir, append(os.Environ(), "TEST_TERMINAL=all", "TEST_WIDTH=40")
				shown, err := onTerminal(t, cmd, 40, append(before, key)...)
				if err != nil || !strings.Contains(shown, "nothing was written: it was ended before all questions were answered") || !strings.Contains(shown, "exit 1") {
					t.Errorf("%v\n%s", err, shown)
				}
				if !strings.Contains(shown, " echo ") || !strings.Contains(shown, " icanon") || strings.Contains(shown, "-icanon") {
					t.Errorf("the terminal is left as it was not:\n%s", shown)
				}
				if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
					t.Errorf("left: %v, %v", left, err)
				}
			})
		}
	}
}

// What is typed for a token is shown nowhere, pasted with its line end or not.
func TestInitShowsNoToken(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "followthrough", "init")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "TEST_TERMINAL=all")
	shown, err := onTerminal(t, cmd, 80, "", "", "jira", "http://127.0.0.1:1", "", goodToken, "n", "", "PAY", "")
	if err != nil || strings.Contains(shown, goodToken) || !strings.Contains(shown, "PAY") {
		t.Errorf("%v\n%s", err, shown)
	}
	if kept, err := os.ReadFile(filepath.Join(dir, "secrets", "jira-token")); err != nil || string(kept) != goodToken+"\n" {
		t.Errorf("kept %q, %v", kept, err)
	}
}

// remake's question ends at each key that ends a program, and nothing is done.
func TestRemakeEndedOnATerminal(t *testing.T) {
	for name, tt := range map[string]struct{ key, exit string }{"Ctrl-C": {"\x03", "exit 1"}, "Ctrl-D": {"\x04", "exit 1"}, "n": {"n", "exit 1"}, "y": {"y", "exit 0"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			script := "TEST_TERMINAL= followthrough init --yes >/dev/null && TEST_TERMINAL= followthrough sync --now >/dev/null; trap : INT; followthrough remake $(ls reviews); echo exit $?"
			cmd := exec.CommandContext(t.Context(), "sh", "-c", script)
			cmd.Dir, cmd.Env = dir, append(os.Environ(), "TEST_TERMINAL=all")
			shown, err := onTerminal(t, cmd, 80, tt.key)
			if err != nil || !strings.Contains(shown, tt.exit) || strings.Contains(shown, "nothing was done") == (name == "y") {
				t.Errorf("%v\n%s", err, shown)
			}
		})
	}
}

// A command that reads what is typed ends at Ctrl-C, too.
func TestExtractEndedOnATerminal(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	for _, flag := range []string{"-o=table", "--why", "--check"} {
		cmd := exec.CommandContext(ctx, "sh", "-c", "trap : INT; followthrough extract "+flag+" -; echo exit $?")
		cmd.Dir, cmd.Env = t.TempDir(), append(os.Environ(), "TEST_TERMINAL=all")
		screen, err := pty.Start(cmd)
		must(t, err)
		time.AfterFunc(time.Second, func() { _, _ = io.WriteString(screen, "\x03") })
		shown, _ := io.ReadAll(screen)
		_ = screen.Close()
		if err := cmd.Wait(); err != nil || !strings.Contains(string(shown), "exit 1") {
			t.Errorf("%s: %v\n%s", flag, err, shown)
		}
	}
}

package main

import (
	"io"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var listening = regexp.MustCompile(`msg=listening address=(\S+)`)

// address LOG sets $ADDRESS to where a daemon listens, as its log tells.
func address(ts *testscript.TestScript, _ bool, args []string) {
	m := listening.FindStringSubmatch(ts.ReadFile(args[0]))
	if m == nil {
		ts.Fatalf("%s tells no address", args[0])
	}
	ts.Setenv("ADDRESS", m[1])
}

// ready DURATION waits until the daemon at $ADDRESS is ready.
func ready(ts *testscript.TestScript, _ bool, args []string) {
	limit, err := time.ParseDuration(args[0])
	ts.Check(err)
	for end := time.Now().Add(limit); ; time.Sleep(20 * time.Millisecond) {
		status, text := ask(ts, "/readyz", "")
		if status == http.StatusOK {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("not ready after %s: %d %s", limit, status, text)
		}
	}
}

// get STATUS PATH [TOKEN] asks the daemon at $ADDRESS and prints what it says.
func get(ts *testscript.TestScript, _ bool, args []string) {
	token := ""
	if len(args) > 2 {
		token = args[2]
	}
	status, text := ask(ts, args[1], token)
	_, err := io.WriteString(ts.Stdout(), text)
	ts.Check(err)
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("%s: status %d, want %s: %s", args[1], status, args[0], text)
	}
}

func ask(ts *testscript.TestScript, path, token string) (int, string) {
	req, err := http.NewRequest(http.MethodGet, "http://"+ts.Getenv("ADDRESS")+path, nil)
	ts.Check(err)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(req)
	ts.Check(err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	ts.Check(err)
	return resp.StatusCode, string(text)
}

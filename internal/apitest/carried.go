package apitest

import (
	"embed"
	"fmt"
	"os"
	"slices"
)

// contracts are the facts that the repository carries of the vendors'
// descriptions; its README.md says whence.
//
//go:embed contracts/*.json contracts/*.txt contracts/*.graphql
var contracts embed.FS

// readCarried is the part of a description that the repository carries.
func readCarried(name string) (any, error) {
	src, err := contracts.ReadFile("contracts/" + name + ".json")
	if err != nil {
		return nil, err
	}
	return decoded(src)
}

// operations are those that a carried description has, as METHOD /path.
func operations(name string) []string { return listed("operations.txt", name) }

// Record is the variable that names a file to which every operation that a
// test asks for is added, one line each: what operations.txt is made of.
const Record = "FOLLOWTHROUGH_RECORD_OPERATIONS"

// asked says what is wrong with asking for an operation that the carried
// description lacks: elsewhere the test would fail. In a record it is added.
func (s *Spec) asked(operation string) []string {
	file := os.Getenv(Record)
	if file == "" && slices.Contains(operations(s.name), operation) {
		return nil
	}
	if file == "" {
		return []string{fmt.Sprintf("internal/apitest/contracts lacks %s %s: its README.md says how it is added", s.name, operation)}
	}
	if _, known := s.recorded.LoadOrStore(operation, true); known {
		return nil
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = fmt.Fprintf(f, "%s %s\n", s.name, operation)
		_ = f.Close()
	}
	if err != nil {
		return []string{fmt.Sprintf("record %s: %v", operation, err)}
	}
	return nil
}

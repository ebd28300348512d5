package store

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// Whoever adds a table says what of people is in it, how long, and how it goes.
func TestEveryTableIsInPrivacy(t *testing.T) {
	page, err := os.ReadFile("../../docs/privacy.md")
	must(t, err)
	rows := regexp.MustCompile("(?m)^\\| (`[^|]*)\\|").FindAllStringSubmatch(string(page), -1)
	var named []string
	for _, row := range rows {
		for _, name := range regexp.MustCompile("`([a-z]+)`").FindAllStringSubmatch(row[1], -1) {
			named = append(named, name[1])
		}
	}
	s := openTemp(t, nil)
	tables, err := s.engine.tables(t.Context(), s.conn())
	must(t, err)
	tables = append(tables, "lease") // which a server has
	if len(tables) < 10 {
		t.Fatalf("only %v", tables)
	}
	for _, table := range tables {
		if !slices.Contains(named, table) {
			t.Errorf("docs/privacy.md has no row for the table %s", table)
		}
	}
	for _, name := range named {
		if !slices.Contains(tables, name) {
			t.Errorf("docs/privacy.md has a row for %s, and there is no such table", name)
		}
	}
}

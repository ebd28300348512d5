// Package sqldump keeps a store's file as text that can be reviewed, and makes it
// again. It knows SQL, and not what the tables mean.
package sqldump

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the driver
)

// Dump is a store's file as SQL, for Restore: what makes it, then its rows, each
// a line, table by table and in the order of their first columns. Nobody may
// write to it meanwhile.
func Dump(t testing.TB, path string) string {
	t.Helper()
	db := database(t, path)
	defer done(t, db)
	var out strings.Builder
	var tables []string
	for _, m := range rowsOf(t, db, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name") {
		fmt.Fprintf(&out, "%s;\n", oneLine(m[2].(string)))
		if m[0] == "table" {
			tables = append(tables, m[1].(string))
		}
	}
	for _, table := range tables {
		for _, row := range rowsOf(t, db, "SELECT * FROM "+table+" ORDER BY 1, 2") { //nolint:gosec // a name of the file's own
			values := make([]string, len(row))
			for i, v := range row {
				values[i] = literal(t, v)
			}
			fmt.Fprintf(&out, "INSERT INTO %s VALUES (%s);\n", table, strings.Join(values, ", "))
		}
	}
	return out.String()
}

// oneLine is a statement of the schema on one line, without its comments.
func oneLine(statement string) string {
	var out []string
	for line := range strings.Lines(statement) {
		line, _, _ = strings.Cut(line, "--")
		out = append(out, strings.Fields(line)...)
	}
	return strings.Join(out, " ")
}

func literal(t testing.TB, v any) string {
	t.Helper()
	switch v := v.(type) {
	case nil:
		return "NULL"
	case int64:
		return strconv.FormatInt(v, 10)
	case []byte:
		return "x'" + hex.EncodeToString(v) + "'"
	case string:
		if strings.ContainsAny(v, "\n\r\x00") { // a row is a line
			return "CAST(x'" + hex.EncodeToString([]byte(v)) + "' AS TEXT)"
		}
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
	t.Fatalf("a %T in the store: %v", v, v)
	return ""
}

// Restore makes a store's file of what Dump wrote.
func Restore(t testing.TB, path, dump string) {
	t.Helper()
	must(t, os.WriteFile(path, nil, 0o600))
	db := database(t, path)
	defer done(t, db)
	tx, err := db.BeginTx(context.Background(), nil)
	must(t, err)
	lines := bufio.NewScanner(strings.NewReader(dump))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		if _, err := tx.ExecContext(context.Background(), lines.Text()); err != nil {
			_ = tx.Rollback()
			t.Fatalf("%v: %.200s", err, lines.Text())
		}
	}
	must(t, tx.Commit())
}

// Rows are what a query gives of a store's file.
func Rows(t testing.TB, path, query string) [][]any {
	t.Helper()
	db := database(t, path)
	defer done(t, db)
	return rowsOf(t, db, query)
}

func database(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	db.SetMaxOpenConns(1)
	return db
}

// done gives the file back: another process opens it next.
func done(t testing.TB, db *sql.DB) {
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func rowsOf(t testing.TB, db *sql.DB, statement string) [][]any {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), statement)
	must(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(t, err)
	var out [][]any
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		must(t, rows.Scan(into...))
		out = append(out, row)
	}
	must(t, rows.Err())
	return out
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

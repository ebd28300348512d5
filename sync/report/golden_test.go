package report_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/export"
	"github.com/followthrough/followthrough/sync/report/reporttest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file of testdata/golden.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	must(t, err)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: want (-), got (+); -update writes it anew:\n%s", name, diff)
	}
}

func TestGolden(t *testing.T) {
	formats := map[string]func(io.Writer, report.Report) error{"md": report.Markdown, "json": export.JSON, "csv": export.CSV}
	for _, by := range report.Groupings() {
		r := reporttest.Report(t, report.Options{By: by})
		for format, write := range formats {
			var b bytes.Buffer
			must(t, write(&b, r))
			golden(t, string(by)+"."+format, b.Bytes())
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

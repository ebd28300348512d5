package folder

import "testing"

func TestDayIn(t *testing.T) {
	for path, want := range map[string]string{
		"2024-03-17-foo.md":               "2024-03-17",
		"20210529-aci.md":                 "2021-05-29",
		"incident_2024_03_07.md":          "2024-03-07",
		"2024.3.7 outage.md":              "2024-03-07",
		"INC-20240317.md":                 "2024-03-17",
		"2024/03/17/foo.md":               "2024-03-17",
		"2024-01-01/2024-03-17-foo.md":    "2024-03-17", // the file's own name first
		"2024-03-17/README.md":            "2024-03-17",
		"1.2.3-2024-03-17.md":             "2024-03-17",
		"2023-02-30-and-2024-02-29.md":    "2024-02-29",
		"PM2019-009.md":                   "",
		"2024-03-1700.md":                 "",
		"2024-13-01.md":                   "",
		"2023-02-29.md":                   "",
		"20241301.md":                     "",
		"120240317.md":                    "",
		"2024-03_17.md":                   "",
		"2024-03.md":                      "",
		"queue-full.md":                   "",
		"9999-12-31.md":                   "",
		"2024/Q1/foo.md":                  "",
		"20240317T1200-foo.md":            "2024-03-17",
		"postmortems/2022/2022-1-5-db.md": "2022-01-05",
	} {
		got := ""
		if day := dayIn(path); !day.IsZero() {
			got = day.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

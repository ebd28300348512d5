package dsn_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/dsn"
)

func TestName(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://ft:hunter2@db.example.com:5432/reviews?sslmode=require":       "postgres://ft@db.example.com:5432/reviews",
		"postgresql://ft@db/reviews":                                              "postgres://ft@db/reviews",
		"postgres://db/reviews?user=x&password=hunter2&sslpassword=hunter2":       "postgres://db/reviews",
		"postgres:///reviews?host=/var/run/postgresql":                            "postgres:///reviews?host=/var/run/postgresql",
		"postgres://ft:hun%2Fter2@[::1]:5432/reviews?search_path=post_mortems":    "postgres://ft@[::1]:5432/reviews?search_path=post_mortems",
		"postgres://a.example.com:5432,b.example.com:5432/reviews":                "postgres://a.example.com:5432,b.example.com:5432/reviews",
		"postgres://db?dbname=reviews":                                            "postgres://db/reviews",
		"postgres://ft:hunter2@db/reviews\n":                                      "postgres://ft@db/reviews",
		"postgres://ft:hunter2@db.example.com:5432/reviews?application_name=here": "postgres://ft@db.example.com:5432/reviews",
	} {
		got, err := dsn.Name(address)
		if got != want || err != nil {
			t.Errorf("%s is named %s, %v", address, got, err)
		}
	}
}

// What can't be read is never shown: it may be a password.
func TestNothingOfABadAddressIsShown(t *testing.T) {
	for _, address := range []string{
		"postgres://ft:hunter2/x@db/reviews", "postgres://ft:hunter2#@db/reviews", "postgres://ft:hunter2?@db/reviews", "postgres://ft:hunter2%zz@db/reviews",
		"postgres://ft:hunter2@db:port/reviews", "postgres://ft:hunter2@db", "postgres://ft:hunter2@db/", "postgres:ft:hunter2@db/x", "postgres://ft:hunter2@db/x?%zz=hunter2",
		"postgres://ft:hunter2@x@db/reviews/more", "postgres://ft:hunter2[@db/reviews",
	} {
		name, err := dsn.Name(address)
		if err == nil || strings.Contains(name+err.Error(), "hunter2") {
			t.Errorf("%s is named %q, %v", address, name, err)
		}
	}
}

func TestHasPassword(t *testing.T) {
	for address, want := range map[string]bool{
		"postgres://ft@db/x": false, "postgres://ft:@db/x": true, "postgres://ft:p@db/x": true, "postgres://db/x?password=p": true, "postgres://ft:%zz@db/x": true,
	} {
		if got := dsn.HasPassword(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

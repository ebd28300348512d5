package mapping_test

import (
	"testing"

	"github.com/followthrough/followthrough/mapping"
)

func TestHideOwners(t *testing.T) {
	m, problems := mapping.New([]mapping.Team{{Name: "payments", Aliases: []string{"Cash crew", "Till"}, Members: []string{"Quill Marsh", "Ana"}}}, nil, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for text, want := range map[string]string{
		"(owner: Ana) Banana":                 "(owner: payments) Banana",
		"| Ask | Plover Finch | |":            "| Ask | somebody | |",
		"(owner: Till) (owner: Search squad)": "(owner: Till) (owner: Search squad)",
		"Quill Marsh, and Plover Finches":     "payments, and somebody Finches",
		"(owner: Search squad, Wren)":         "(owner: somebody)",
		"Plover, and Plover Finch":            "somebody, and somebody",
		"nothing of it":                       "nothing of it",
	} {
		owners := []string{"Ana", "Plover", "Plover Finch", "Till", "Search squad", "Search squad, Wren", ""}
		if got := m.HideOwners(text, owners); got != want {
			t.Errorf("%q became %q, not %q", text, got, want)
		}
	}
}

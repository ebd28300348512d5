package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every mix of trackers, in every order, comes to an end: what is still to be
// asked of one is no mistake of another.
func TestInitTakesEveryMixOfTrackers(t *testing.T) {
	t.Setenv("LATER", "")
	numbers := map[string]string{"jira": "1", "github": "2", "files": "3"}
	for _, mix := range []string{
		"jira", "github", "files", "jira,github", "github,jira", "jira,files", "files,jira", "github,files", "files,github",
		"jira,github,files", "jira,files,github", "github,jira,files", "github,files,jira", "files,jira,github", "files,github,jira",
	} {
		for _, from := range []string{"folder", "github", "issues"} {
			t.Run(mix+" from "+from, func(t *testing.T) {
				kinds := strings.Split(mix, ",")
				chosen := mix
				if from == "folder" {
					chosen = ""
					for _, kind := range kinds {
						chosen += numbers[kind] + " "
					}
				}
				answers := map[string][]string{
					"folder": {"1", ""}, "github": {"2", "acme/pm", "", "$LATER", ""}, "issues": {"3", "acme/pm", "", "$LATER", ""},
				}[from]
				answers = append(answers, chosen)
				if slices.Contains(kinds, "files") && (len(kinds) > 1 || from != "folder") {
					answers = append(answers, "")
				}
				if slices.Contains(kinds, "jira") {
					answers = append(answers, "jira.acme.example", "", "$LATER")
				}
				if slices.Contains(kinds, "github") && from == "folder" {
					answers = append(answers, "", "$LATER")
				}
				answers = append(answers, "payments")
				if len(kinds) > 1 {
					answers = append(answers, "")
				}
				answers = append(answers, map[string]string{"jira": "PAY", "github": "acme/payments", "files": ""}[kinds[0]], "")
				a := answer(t, nil, answers...)
				if a.code != exitDone {
					t.Fatalf("exit %d:\n%s", a.code, a.said)
				}
				if from != "folder" && strings.Count(a.said, "LATER is not set") != 1 {
					if !slices.Contains(kinds, "jira") || strings.Count(a.said, "LATER is not set") != 2 {
						t.Errorf("said again and again:\n%s", a.said)
					}
				}
			})
		}
	}
}

// A folder that is not there is asked about, and a path is an answer to that.
func TestInitFolderMistyped(t *testing.T) {
	t.Run("another path", func(t *testing.T) {
		a := answer(t, oldReviews, "", "reviwes", "reviews", "", "files", "", "", "", "")
		a.says(t, "There is no folder reviwes yet. Make it, with an example? (or type another folder) [y/N]:", "3 reviews are there")
		if got := filepath.Base(a.loads(t).Sources[0].Folder.Path); got != "reviews" {
			t.Errorf("folder %s", got)
		}
	})
	t.Run("no", func(t *testing.T) {
		a := answer(t, oldReviews, "", "reviwes", "n", "reviews", "", "files", "", "", "", "")
		a.says(t, "[y/N]:", "Folder [reviews]:", "3 reviews are there")
		a.loads(t)
	})
	t.Run("a file, then yes", func(t *testing.T) {
		a := answer(t, func(dir string) { put(t, filepath.Join(dir, "x.md"), "x") }, "", "reviwes", "x.md", "y", "", "", "", "")
		a.says(t, "[y/N]:", "x.md is a file: name the folder", "[y/N]:")
		if got := filepath.Base(a.loads(t).Sources[0].Folder.Path); got != "reviwes" {
			t.Errorf("folder %s", got)
		}
	})
}

// A wrong project is asked for again, and is not the end of its team; a wrong
// name is told before a project is asked for.
func TestInitTeamsMistyped(t *testing.T) {
	a := answer(t, nil, "", "", "files", "payments", "/etc/passwd", "../x.md", "payments.md", "Payments", "(x)", "platform", "payments.md", "", "")
	a.says(t, "Its file [payments.md]:", "Its file [payments.md]:", "Its file [payments.md]:", "Next team (empty: no more):",
		"there is a team payments already", "Next team (empty: no more):", "must be on one line", "Next team (empty: no more):", "Its file [platform.md]:")
	if strings.Contains(a.said, "leads to one team") {
		t.Errorf("in the mapping's words:\n%s", a.said)
	}
	var got []string
	for _, team := range a.loads(t).Mapping.Teams() {
		got = append(got, team.Name)
	}
	if strings.Join(got, " ") != "payments platform" {
		t.Errorf("teams %q\n%s", got, a.said)
	}

	t.Setenv("LATER", "")
	a = answer(t, nil, "", "", "jira", "jira.acme.example", "", "$LATER", "payments", "pay ments", "PAY-1", "pay", "")
	a.says(t, "Its project's key:", "Its project's key:", "Its project's key:", "Next team (empty: no more):")
	if text := a.file("followthrough.yaml"); a.code != exitDone || strings.Count(text, "project: ") != 1 || !strings.Contains(text, "project: PAY") {
		t.Errorf("exit %d\n%s\n%s", a.code, a.said, text)
	}
}

// What is no address of GitHub is told with one of GitHub.
func TestInitGitHubAddressMistyped(t *testing.T) {
	t.Setenv("LATER", "")
	a := answer(t, nil, "", "", "github", "acme/x", "a b", "https://", "https://acme/x", "github.com/acme/x", "$LATER", "payments", "acme/payments", "")
	a.says(t, `"acme/x" is no address: such as https://github.com`, `"a b" is no address`, "is no address", `"https://acme/x" is a page of a site: give the site alone, such as https://acme`, "Token")
	if a.code != exitDone || strings.Contains(a.said, "atlassian") || strings.Contains(a.file("followthrough.yaml"), "url:") {
		t.Errorf("exit %d\n%s", a.code, a.said)
	}
	a = answer(t, nil, "", "", "jira", "acme", "jira.acme.example", "", "$LATER", "payments", "PAY", "")
	a.says(t, `"acme" is no address: such as https://acme.atlassian.net`)
	if a.code != exitDone {
		t.Errorf("exit %d\n%s", a.code, a.said)
	}
}

// A day is told as it was typed, and one to come is asked about.
func TestInitDayMistyped(t *testing.T) {
	a := answer(t, oldReviews, "", "", "${NOPE}", "2099-01-01", "2099-01-01", "files", "", "", "", "")
	a.says(t, `"${NOPE}" is no day`, "2099-01-01 is still to come: no review would count before it. Say it again to take it all the same", "A day, or all")
	if got := a.loads(t).Sources[0].Since.Day.Year(); got != 2099 {
		t.Errorf("since %d", got)
	}
}

// What init says to do about a folder that it can't begin in helps.
func TestInitSaysWhereToBegin(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "followthrough")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	a := answer(t, func(string) { t.Chdir(dir) }, "", ".")
	a.says(t, "would hold followthrough.yaml too", "such as `followthrough init ../followthrough-config`")
	a = answer(t, func(dir string) {
		here := filepath.Join(dir, "a", "b")
		if err := os.MkdirAll(here, 0o755); err != nil {
			t.Fatal(err)
		}
		t.Chdir(here)
	}, "", "..")
	if strings.Contains(a.said, "init ../followthrough`") {
		t.Errorf("it lies in the reviews, too:\n%s", a.said)
	}
	a.says(t, "such as `followthrough init ../../followthrough`")
	a = answer(t, func(dir string) { put(t, filepath.Join(dir, "followthrough.yaml"), " \n# later\n") })
	a.says(t, "followthrough.yaml is there already in ., with nothing in it: delete it first")
}

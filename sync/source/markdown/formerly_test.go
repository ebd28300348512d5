package markdown

import "testing"

// TestWhatEarlierVersionsRead: an action that is read better now is still known by
// the title under which an earlier version may have made its item.
func TestWhatEarlierVersionsRead(t *testing.T) {
	for line, want := range map[string]string{
		"- Add an alert https://acme.atlassian.net/projects/PAY/issues/PAY-1": "Add an alert https://acme.atlassian.net/projects/PAY/issues/PAY-1",
		"- Add an alert [P1; done; owner: pay]":                               "Add an alert [P1",
		"- Add an alert on status: failed":                                    "Add an alert on",
		"- TODO comments must go":                                             "comments must go",
		"- [N/A] Add an alert":                                                "[N/A] Add an alert",
		"- Add an alert; completed as of 2026-10-29":                          "Add an alert; completed as of 2026-10-29",
		"- https://github.com/acme/api/pull/1 - done":                         "done",
		"- Add an alert (done)":                                               "",
	} {
		v := Read([]byte("# Outage\n\n## Action items\n\n"+line+"\n"), Settings{})
		if len(v.Actions) != 1 || v.Actions[0].Formerly != want {
			t.Errorf("%q: %+v, want formerly %q", line, v.Actions, want)
		}
	}
}

package markdown

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
)

// steps are chapters with boxes: "Setup: Stop the app; Start the app".
func steps(title string, chapters ...string) string {
	out := "# " + title + "\n\nGo through it in this order.\n"
	for _, chapter := range chapters {
		label, boxes, _ := strings.Cut(chapter, ": ")
		out += "\n## " + label + "\n\n"
		for box := range strings.SplitSeq(boxes, "; ") {
			out += "- [ ] " + box + "\n"
		}
	}
	return out
}

// The boxes of a document that is gone through step by step are not asked about one by
// one: they are counted, and no such document is read as one that holds nothing.
func TestChecklists(t *testing.T) {
	runbook := steps("Restore of the mail store",
		"Preparation: Confirm that the copy is there; Import the key; Start the clock",
		"Restore: Stop the app; Load the copy into a new store; Compare the counts; Start the app",
		"Communication: Status page; Note to the shop",
		"Validation: Logs are quiet; Queue drains")
	for name, c := range map[string]struct {
		doc         string
		asked, more int
	}{
		"a runbook": {runbook, 0, 11},
		"a checklist of deployments": {steps("Release of the shop",
			"Before: Freeze the branch; Tag the build; Tell support", "Database: Take a copy; Run the migration; Check the index",
			"Traffic: Shift a tenth; Watch the errors; Shift the rest", "Clean-up: Delete the old pool"), 0, 10},
		"a hand-over of those on call": {steps("Hand-over on Monday",
			"Pager: Move the schedule; Test the pager; Call the number", "Alerts: Read the list; Silence the known; Ask about the rest",
			"Access: Log in to the console; Renew the token; Read the vault; Open the tunnel"), 0, 10},
		"a drill in another language": {steps("Übung: Ausfall der Datenbank",
			"Aufbau: Testdaten laden; Uhr starten; Beobachter einweisen", "Störung: Tabelle löschen; Zeit notieren; Alarm abwarten",
			"Wiederherstellung: App stoppen; Sicherung einspielen; Zahlen vergleichen; App starten"), 0, 10},
		"one of which a step is an action":  {strings.Replace(runbook, "Import the key", "Import the key (action)", 1), 0, 10},
		"one of which a step is none":       {strings.Replace(runbook, "Import the key", "Import the key (no action)", 1), 0, 10},
		"one of which a step has an item":   {strings.Replace(runbook, "Import the key", "Import the key ([payments-3f9a2c](../backlogs/payments.md#3f9a2c))", 1), 1, 10},
		"boxes of which one has an owner":   {strings.Replace(runbook, "Import the key", "Import the key (owner: sre)", 1), 11, 0},
		"fewer boxes":                       {steps("Mail", "Before: Freeze it; Tag it; Tell them", "Then: Copy it; Run it; Check it", "After: Watch it; Clean it; Close it"), 9, 0},
		"boxes below two labels":            {steps("Mail", "Web: Freeze it; Tag it; Tell them; Copy it; Run it; Check it", "Pool: Watch it; Clean it; Close it; Split it"), 10, 0},
		"one list in an unknown language":   {steps("Barua", "Tutakayofanya: Moja kwa moja; Pili kwa pili; Tatu; Nne; Tano; Sita; Saba; Nane; Tisa; Kumi"), 10, 0},
		"boxes beside a doubtful paragraph": {runbook + "\n## Remaining risk\n\n- The queue may fill up again\n", 12, 0},
	} {
		v := Read([]byte(c.doc), Settings{Doubtful: actions.Hold})
		asked := 0
		for _, a := range v.Actions {
			if a.Doubtful() {
				asked++
			}
		}
		if asked != c.asked || v.MoreDoubtful != c.more || c.more > 0 && v.LeftAlone() != asked+c.more {
			t.Errorf("%s: asked about %d lines, left alone %d more, want %d and %d", name, asked, v.MoreDoubtful, c.asked, c.more)
		}
	}
}

// A section of actions of ten boxes is certain, and those beside it are not a checklist.
func TestToDoIsNoChecklist(t *testing.T) {
	v := Read([]byte(steps("Mail outage", "Before: The build; The branch; The tag; The key", "Then: The copy; The index; The pool", "After: The logs; The graph; The page", "To do: Add an alert; Split the pool; Move the disk; Test the copy; Rename the queue; Drop the cron; Write the guide; Train the team; Raise the limit; Delete the logs")), Settings{Doubtful: actions.Hold})
	if got := len((review.Review{Actions: v.Actions}).Certain()); got != 10 || v.MoreDoubtful != 0 {
		t.Errorf("%d certain, %d more left alone, want 10 and none", got, v.MoreDoubtful)
	}
}

// A checklist of which no section is understood says so besides, and a step that a person
// calls an action is one.
func TestChecklistNotUnderstood(t *testing.T) {
	doc := steps("Zoezi", "Moja: Anza saa; Zima seva; Ita timu", "Pili: Rudisha data; Linganisha; Washa seva", "Tatu: Andika saa; Soma orodha; Tuma barua; Funga zoezi")
	if v := Read([]byte(doc), Settings{Doubtful: actions.Hold}); !v.NotUnderstood || v.MoreDoubtful != 10 {
		t.Errorf("not understood: %t, left alone %d, want true and 10", v.NotUnderstood, v.MoreDoubtful)
	}
	answered := strings.Replace(doc, "Zima seva", "Zima seva (action)", 1)
	if v := Read([]byte(answered), Settings{Doubtful: actions.Hold}); len(v.Certain()) != 1 || v.MoreDoubtful != 9 {
		t.Errorf("%d certain, left alone %d, want 1 and 9", len(v.Certain()), v.MoreDoubtful)
	}
}

package words

import (
	"strings"

	"github.com/followthrough/followthrough/internal/sieve"
	"github.com/followthrough/followthrough/sync/review"
)

// LabelState is the state that a group's label gives to its actions.
func LabelState(text string) review.State {
	lower := strings.ToLower(text)
	if i := strings.LastIndexAny(lower, "([（【"); i >= 0 {
		if s := labelled(strings.Trim(lower[i:], "()[]（）【】: ")); s != "" {
			return s
		}
		lower = lower[:i]
	}
	words := strings.Join(Split(lower), " ")
	switch words {
	case "actions taken", "action taken", "actions already taken", "already done", "completed actions", "what we have done", "what we did", "actions completed", "done so far":
		return review.Done
	case "actions planned", "action planned", "planned actions", "planned", "remaining", "outstanding", "remaining actions", "open actions", "still to do":
		return review.Open
	}
	if takenLast(words) || strings.HasPrefix(words, "already ") || whatDone(words) {
		return review.Done
	}
	if i := strings.LastIndexAny(lower, "-–—:"); i >= 0 {
		if s := labelled(strings.Trim(lower[i:], "-–—: ")); s != "" {
			return s
		}
	}
	if Count(lower) <= 3 {
		return labelled(lower)
	}
	return ""
}

// whatDone: the label asks, or says, what was done ("What we've already shipped").
func whatDone(words string) bool {
	if !strings.HasPrefix(words, "what ") && !strings.HasPrefix(words, "changes ") && !strings.HasPrefix(words, "steps ") {
		return false
	}
	for _, w := range []string{"already done", "already shipped", "already fixed", "already did", "already changed", "has been done", "have done", "ve done", "was done", "is done", "s done", "already made", "have shipped", "ve shipped", "have changed", "ve changed", "done so far"} {
		if strings.HasSuffix(words, " "+w) {
			return true
		}
	}
	return false
}

// labelled is the state that a label, or its last part, gives where it says no
// more than that; "": it speaks of something else ("Rejected messages").
func labelled(text string) review.State {
	s, rest, ok := State(text)
	if ok && (OnlyState(rest) || lexicon().labelled[rest]) {
		return s
	}
	return ""
}

// labelledWords are what a label calls its actions after a state.
const labelledWords = `actions action items item tasks task work fixes improvements follow-ups followups measures so far now yet ones issues tickets
acciones tareas ações tarefas tâches maßnahmen aufgaben azioni attività åtgärder tiltak handlinger acties taken toimenpiteet działania zadania úkoly görevler задачи действия завдання дії 작업 조치 việc tugas`

// OwnerLabel is the person or team that a label names; "": it names none.
func OwnerLabel(text string) string {
	text = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text), ":："))
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > 4 {
		return ""
	}
	lower := strings.ToLower(text)
	switch {
	case strings.HasPrefix(text, "@"):
		return text
	case len(words) >= 2 && (strings.HasPrefix(lower, "team ") || strings.HasPrefix(lower, "equipo ") || strings.HasPrefix(lower, "equipe ") || strings.HasPrefix(lower, "équipe ")):
		return text
	case len(words) >= 2 && len(words) <= 3 && (strings.HasSuffix(lower, " team") || strings.HasSuffix(lower, " squad")):
		return text
	}
	return ""
}

// coming is what says of an action that it is still to come, or goes on.
var coming = sieve.MustCompile(`(?i)(?:^|\s)(?:(?:we|i|they|team)['’]ll|will|going to|plan(?:ning)? to|(?:we|they) are (?:also |still |now )?\pL+ing|vamos a|va a|allons|werden|kommer att|vil)\s`)

// StillComing tells whether an action's words say that it is not done, whatever the
// label above it says ("We will also …" below "What has been done").
func StillComing(text string) bool { return coming.MatchString(head(text, 200)) }

func head(text string, n int) string { return text[:min(n, len(text))] }

// takenLast: the label ends by saying that its actions were taken.
func takenLast(words string) bool {
	for _, w := range []string{" taken", " tomadas", " adoptadas", " adotadas", " prises", " ergriffen", " réalisées", " effectuées", " realizadas", " implementadas", " aplicadas", " concluídas", " executadas", " implemented", " completed"} {
		if strings.HasSuffix(words, w) {
			return true
		}
	}
	return false
}

package words

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
)

// TaskSign is a part of a text that Obsidian's Tasks reads as a property of
// the task, as an emoji or as Dataview's field, and what it says to us.
type TaskSign struct {
	From, To int
	// Field and Value are what it sets; "": nothing that we keep.
	Field Field
	Value string
	// State is what a day of its own says where no box decides; "": nothing.
	State review.State
}

// taskDays are the signs before a day.
var taskDays = regexp.MustCompile(`^(📅|📆|🗓|⏳|⌛|🛫|➕|✅|❌)️? *(\d{4}-\d{2}-\d{2})`)

// taskRest are the signs before a rule, what comes after, and names.
var taskRest = regexp.MustCompile(`^(?:🔁️? *every [a-zA-Z0-9, !]*[a-zA-Z0-9!]|🏁️? *(?:delete|keep)\b|🆔️? *[\w-]+|⛔️? *[\w-]+(?: *, *[\w-]+)*)`)

// dataviewField is "[key:: value]" or "(key:: value)".
var dataviewField = regexp.MustCompile(`^(?:\[([\pL\w -]{1,30}?) *:: *((?:\[\[[^\[\]]*\]\]|[^\[\]\n]){0,120})\]|\(([\pL\w -]{1,30}?) *:: *([^()\n]{0,120})\))`)

// maxTaskSigns is how many signs a task has at most.
const maxTaskSigns = 24

// TaskSigns are the properties of a task in its text, in order.
func TaskSigns(text string) []TaskSign {
	if !strings.Contains(text, "::") && strings.IndexByte(text, 0xe2) < 0 && strings.IndexByte(text, 0xf0) < 0 {
		return nil
	}
	var out []TaskSign
	for i := 0; i < len(text) && len(out) < maxTaskSigns; {
		if c := text[i]; c != '[' && c != '(' && c != 0xe2 && c != 0xf0 {
			i++
			continue
		}
		s := taskSignAt(text, i)
		if s.To == 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		s.From, s.To = i, i+s.To
		out = append(out, s)
		i = s.To
	}
	return out
}

// taskSignAt is the property that begins at a byte; To is its length, 0: none
// does.
func taskSignAt(text string, at int) TaskSign {
	switch c := text[at]; {
	case c == '[' || c == '(':
		if !strings.Contains(text[at:min(len(text), at+40)], "::") {
			return TaskSign{}
		}
		return dataview(text[at:min(len(text), at+200)])
	case c != 0xe2 && c != 0xf0:
		return TaskSign{}
	}
	window := text[at:min(len(text), at+120)]
	if p := taskPriority(window); p != "" {
		_, size := utf8.DecodeRuneInString(window)
		if strings.HasPrefix(window[size:], "\ufe0f") {
			size += len("\ufe0f")
		}
		if spaced(text, at, at+size) {
			return TaskSign{To: size, Field: FieldPriority, Value: p}
		}
		return TaskSign{}
	}
	if m := taskDays.FindStringSubmatchIndex(window); m != nil {
		return taskDay(window[m[2]:m[3]], window[m[4]:m[5]], m[1])
	}
	if n := len(taskRest.FindString(window)); n > 0 {
		return TaskSign{To: n}
	}
	return TaskSign{}
}

// spaced: no word touches the part.
func spaced(text string, from, to int) bool {
	return (from == 0 || strings.IndexByte(asciiSpace, text[from-1]) >= 0 || text[from-1] >= utf8.RuneSelf) &&
		(to == len(text) || strings.IndexByte(asciiSpace, text[to]) >= 0 || text[to] >= utf8.RuneSelf)
}

const asciiSpace = " \t\n\r"

func taskDay(sign, day string, length int) TaskSign {
	s := TaskSign{To: length}
	switch sign {
	case "📅", "📆", "🗓":
		s.Field, s.Value = FieldDue, day
	case "✅":
		s.State = review.Done
	case "❌":
		s.State = review.Declined
	}
	return s
}

// taskPriority is the priority that a sign says; "": none.
func taskPriority(text string) string {
	r, _ := utf8.DecodeRuneInString(text)
	switch r {
	case '🔺':
		return "highest"
	case '⏫':
		return "high"
	case '🔼':
		return "medium"
	case '🔽':
		return "low"
	case '⏬':
		return "lowest"
	}
	return ""
}

// dataview is the field that opens a text.
func dataview(text string) TaskSign {
	m := dataviewField.FindStringSubmatch(text)
	if m == nil {
		return TaskSign{}
	}
	key, value := strings.ToLower(strings.TrimSpace(m[1]+m[3])), strings.Trim(strings.TrimSpace(m[2]+m[4]), "[]")
	s := TaskSign{To: len(m[0]), Value: strings.TrimSpace(value)}
	switch key {
	case "scheduled", "start", "created", "repeat", "id", "dependson", "oncompletion":
		s.Value = ""
		return s
	case "completion":
		s.Value, s.State = "", review.Done
		return s
	case "cancelled":
		s.Value, s.State = "", review.Declined
		return s
	}
	switch s.Field = FieldOf(key); s.Field {
	case FieldOwner, FieldDue, FieldPriority, FieldType, FieldStatus, FieldTicket:
		return s
	}
	return TaskSign{} // somebody's own field: its words stay
}

// TaskValue is a value without the sign that says what it is: "⏫" is "high",
// "📅 2026-12-01" a day.
func TaskValue(text string) string {
	if s := TaskSigns(text); len(s) == 1 && s[0].Value != "" && s[0].To-s[0].From == len(text) {
		return s[0].Value
	}
	return text
}

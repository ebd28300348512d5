package fields

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// owners takes people as those who do it.
func (f *Fields) owners(people []person) {
	var names []string
	if f.A.Owner != "" {
		names = append(names, f.A.Owner)
	}
	for _, p := range people {
		if words.Owner(p.name) == "" {
			continue
		}
		if !slices.Contains(names, p.name) {
			names = append(names, p.name)
		}
		f.contact(p)
	}
	f.A.Owner = strings.Join(names, ", ")
}

func (f *Fields) contact(p person) {
	if p.contact != "" && p.contact != p.name && !slices.Contains(f.A.Contacts, p.contact) {
		f.A.Contacts = append(f.A.Contacts, p.contact)
	}
}

// ownerValue takes the value of a field that names the owner; false: it is too
// long for one.
func (f *Fields) ownerValue(text string, r document.Rich) bool {
	owner, contacts := OwnerIn(r)
	if owner == "" || f.before {
		owner = text
	}
	if len(strings.Fields(owner)) > words.OwnerSlip && len(contacts) == 0 {
		return false
	}
	if f.A.Owner == "" {
		if f.A.Owner = words.Owner(unclosed(owner)); f.A.Owner != "" {
			f.A.Contacts = contacts
			f.novel = f.novel || len(contacts) > 0
		}
	}
	return true
}

// maxOwner is how many bytes a value has at most that names people.
const maxOwner = 300

// OwnerIn is who a value or a cell names, without the addresses and ids that
// stand beside the names: those come apart. Without any of them owner is "".
func OwnerIn(r document.Rich) (owner string, contacts []string) {
	f := &Fields{r: r}
	f.r.Trim()
	if len(f.r.Text) > maxOwner || !f.mayNamePerson(f.r.Text) {
		return "", nil
	}
	var cuts [][2]int
	var out strings.Builder
	at := 0
	for i := 0; i < len(f.r.Text) && len(contacts) < maxPersons; {
		p, ok := f.personAt(i)
		if !ok || !p.sure && p.contact == "" || i > 0 && !apart(f.r.Text, i) {
			_, size := utf8.DecodeRuneInString(f.r.Text[i:])
			i += size
			continue
		}
		out.WriteString(f.r.Text[at:i] + p.name)
		cuts = append(cuts, [2]int{i, p.to})
		f.contact(p)
		contacts = f.A.Contacts
		i, at = p.to, p.to
	}
	if len(cuts) == 0 {
		return "", nil
	}
	out.WriteString(f.r.Text[at:])
	return strings.TrimSpace(out.String()), contacts
}

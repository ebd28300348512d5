package draft

import "text/template"

// CheckTemplate says why a text can't be what an item says; nil: it can.
func CheckTemplate(words string) error {
	_, err := template.New("item").Parse(words)
	return err
}

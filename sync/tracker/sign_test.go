package tracker

import (
	"strings"
	"testing"
	"time"
)

const secretOfTest = "a secret for this test alone"

func marker() Marker {
	return Marker{Instance: "followthrough", Review: "aaaaaaaaaaaa", Action: "bbbbbbbbbbbb", Generation: 1, Number: 2, Text: "alert on queue depth"}
}

// A signature holds for just what it was made of, and wherever the item lies.
func TestSignatures(t *testing.T) {
	at := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	signed := marker().Signed(secretOfTest, at)
	if !signed.SignedBy([]string{"another one", secretOfTest}) || signed.Asked != at.Unix() {
		t.Errorf("%+v does not hold", signed)
	}
	if other := marker().Signed(secretOfTest, at.Add(time.Second)); other.Signature == signed.Signature {
		t.Error("two moments have one signature")
	}
	for name, change := range map[string]func(*Marker){
		"another instance":    func(m *Marker) { m.Instance = "follow" },
		"another review":      func(m *Marker) { m.Review = "aaaaaaaaaaab" },
		"another action":      func(m *Marker) { m.Action = "bbbbbbbbbbbc" },
		"a higher generation": func(m *Marker) { m.Generation++ },
		"another number":      func(m *Marker) { m.Number++ },
		"a later moment":      func(m *Marker) { m.Asked++ },
		"fields that run on":  func(m *Marker) { m.Review, m.Action = m.Review+m.Action[:1], m.Action[1:] },
		"no signature":        func(m *Marker) { m.Signature = "" },
		"half of it":          func(m *Marker) { m.Signature = m.Signature[:32] },
		"not hexadecimal":     func(m *Marker) { m.Signature = strings.Repeat("z", 64) },
		"one more byte":       func(m *Marker) { m.Signature += "00" },
		"another one":         func(m *Marker) { m.Signature = strings.Repeat("0", 64) },
	} {
		m := signed
		if change(&m); m.SignedBy([]string{secretOfTest}) {
			t.Errorf("%s: %+v holds", name, m)
		}
	}
	for name, secrets := range map[string][]string{"none": nil, "an empty one": {""}, "another": {"another one"}, "its beginning": {secretOfTest[:10]}} {
		if signed.SignedBy(secrets) {
			t.Errorf("%s proves it", name)
		}
	}
	if m := marker().Signed("", at); m != marker() {
		t.Errorf("signed by no secret: %+v", m)
	}
	if m := signed; m.Signature != "" {
		m.Text, m.Source = "other words", "another source"
		if !m.SignedBy([]string{secretOfTest}) {
			t.Error("words are signed")
		}
	}
}

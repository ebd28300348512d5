package mapping

import "testing"

func TestTheWordForATeamIsNoPartOfItsName(t *testing.T) {
	for text, want := range map[string]string{
		"équipe Payments": "payments", "Equipo Payments": "payments", "Payments-Team": "payments", "チーム Payments": "payments", "Команда Payments": "payments",
		"Squad Payments": "squad payments", "équipe": "équipe",
	} {
		if got := ownerForm(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

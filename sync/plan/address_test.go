package plan

import "testing"

// What a review calls a ticket's address is one before it is shown as a link.
func TestAddressesOfTicketsAreOnesOfTheWeb(t *testing.T) {
	for written, want := range map[string]string{
		"https://tickets.example.test/7": "https://tickets.example.test/7", "http://tickets.example.test/7#a": "http://tickets.example.test/7#a",
		"../tickets.md#7": "../tickets.md#7", "#7": "#7", "": "",
		"javascript:alert(1)": "", "JaVaScRiPt:alert(1)": "", "java\tscript:alert(1)": "", "\u00a0javascript:alert(1)": "", "vbscript:x": "",
		"data:text/html,x": "", "file:///etc/passwd": "", "//evil.example.test/7": "", `\\\\evil.example.test\\x`: "", `https:\\\\evil`: "",
		"https://user:word@tickets.example.test/7": "", "https://tickets.example.test@evil.example.test/7": "", "https:evil": "", "https://": "",
	} {
		if got := address(written); got != want {
			t.Errorf("%q: got %q, want %q", written, got, want)
		}
	}
}

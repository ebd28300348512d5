package restriction

import (
	"testing"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// A source that says nothing of it restricts what says so in the usual words, in
// front matter and above the actions, in any shape; and nothing that says the
// contrary.
func TestUsualWordsRestrict(t *testing.T) {
	of, set := Of(nil), markdown.Settings{Restricted: Keys(nil)}
	for head, want := range map[string]bool{
		"---\nvisibility: restricted\n---\n# Q": true, "---\nconfidential: true\n---\n# Q": true, "---\nprivate: oui\n---\n# Q": true, "---\nparams: {visibility: [team, restricted]}\n---\n# Q": true,
		"---\ntlp: \"TLP:AMBER+STRICT\"\n---\n# Q": true, "---\nRestricted: ja # bis März\n---\n# Q": true, "# Q\n\n> Visibility: restricted": true, "# Q\n\n| Team | Visibility |\n|---|---|\n| x | restricted |": true,
		"# Q\n\n**Confidential:** sí": true, "# Q\n\n<!-- classification: confidential -->": true, "+++\nvisibility = \"restricted\"\n+++\n# Q": true, "{\"visibility\": \"restricted\"}\n\n# Q": true,
		"---\nrestricted: [yes\n---\n# Q": true,

		"# Q": false, "---\nvisibility: public\n---\n# Q": false, "---\nvisibility: internal\n---\n# Q": false, "---\nconfidential: false\n---\n# Q": false, "---\nrestricted: no\n---\n# Q": false,
		"---\nprivate: non\n---\n# Q": false, "---\nvertraulich: nein\nconfidential: nein\n---\n# Q": false, "---\nrestricted: não\nhidden: 0\n---\n# Q": false, "---\naudience: everyone\naccess: all staff\n---\n# Q": false,
		"---\nclassification: 1\nsensitivity: 2\n---\n# Q": false, "---\nvisibility: unrestricted\nclassification: non-confidential\n---\n# Q": false, "---\ntlp: green\n---\n# Q": false, "---\nembargo:\n---\n# Q": false,
		"# Q\n\n> Visibility: internal": false, "# Q\n\n| Confidential | Owner |\n|---|---|\n| no | Secret Santa |": false, "# Q\n\n*Restricted*: non": false, "# Q\n\n- Private: nein\n- Team: private cloud": false,
		"+++\nrestricted = false\n+++\n# Q": false, "---\nlabels: [restricted, private-cloud]\ntitle: Secret in a log\n---\n# Q": false, "# Q\n\nThe private API was restricted; access was confidential.": false,
	} {
		r := markdown.Read([]byte(head+"\n\n## Action items\n\n- [ ] Do it (owner: a)\n"), set)
		if of("a.md", r) != want {
			t.Errorf("%q restricted: %v\n%v", head, !want, r.Meta)
		}
	}
	if Of(&config.Restricted{}) != nil || len(Keys(&config.Restricted{})) > 0 {
		t.Error("restricted: {} does not turn the default off")
	}
}

package mapping_test

import (
	"testing"

	"github.com/followthrough/followthrough/mapping"
)

// A title of a usual length, without and with a member in it.
func BenchmarkAnonymise(b *testing.B) {
	m, problems := mapping.New(teams(), nil, "")
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	for name, text := range map[string]string{
		"nobody": "Alert on the depth of the checkout queue before it holds up payments – see the runbook",
		"member": "Alert on the depth of the checkout queue, ask Quill Marsh – see the runbook",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				m.Anonymise(text)
			}
		})
	}
}

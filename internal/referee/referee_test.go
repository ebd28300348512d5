package referee

import "testing"

func TestNode(t *testing.T) {
	script := `
import { micromark } from 'micromark'
import { createInterface } from 'node:readline'
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(micromark(JSON.parse(line))))
`
	got := Node[string, string](t, "micromark", script, []string{"a *b*", "line\u2028end"})
	if got[0] != "<p>a <em>b</em></p>" || got[1] != "<p>line\u2028end</p>" {
		t.Errorf("got %q", got)
	}
}

func TestPackages(t *testing.T) {
	if Packages("micromark") == "" || Packages("no such group") != "" {
		t.Errorf("got %q and %q", Packages("micromark"), Packages("no such group"))
	}
}

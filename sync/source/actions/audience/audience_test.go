package audience

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Whoever wrote one of these meant that few may see the review.
func TestLines(t *testing.T) {
	for _, text := range []string{
		"Visibility: restricted", "*Visibility*: restricted", "**Visibility:** restricted", "> Visibility: restricted", "> [!NOTE]\n> **Visibility:** restricted",
		"- [x] Visibility: restricted", "## Visibility\n\n- restricted", "## Visibility\n\n**restricted**", "Visibility\n: restricted", "Visibility:\n\nrestricted",
		"| Date | Visibility | Team |\n|---|---|---|\n| 2026 | restricted | x |", "| Visibility | Team |\n|---|---|\n| restricted | x |",
		"| Key | Value |\n|---|---|\n| **Visibility** | **restricted** |", "<table><tr><td>Visibility</td><td>restricted</td></tr></table>",
		"<tr><th>Visibility</th>\n<td>restricted</td></tr>", "<dl><dt>Visibility</dt><dd>restricted</dd></dl>", "<p>Visibility: restricted</p>", "<b>Visibility:</b> restricted",
		"<!-- visibility: restricted -->", "[//]: # (visibility: restricted)", "Visibility - restricted", "Visibility \u2013 restricted", "Visibility = restricted",
		"\U0001f512 Visibility: restricted", "Team: x<br>Visibility: restricted", "Team: x, Visibility: restricted", "Team: x \u00b7 Visibility: restricted", "Team: x | Visibility: restricted",
		"**Team:** x **Visibility:** restricted", "    Visibility: restricted", "```yaml\nvisibility: restricted\n```", "Visibility&#58; restricted", "Visibility\\: restricted", "Visi&shy;bility: restricted",
		"(Visibility: restricted)", "{\"visibility\": \"restricted\"}", "[{\"title\": \"x\", \"visibility\": \"restricted\"}]", ":visibility: restricted", "[visibility:: restricted]", "+++\nvisibility = 'restricted'\n+++",
		"---\ntitle: Q\nvisibility: restricted # x\n---", "visibility\ua789 restricted", "visibility -> restricted", "Visibility: internal, restricted", "Visibility: x\n\nVisibility: restricted",
		"a. Visibility: restricted", "Visibility:\n- internal\n- x\n\nvisibility: restricted", "<details>\n<summary>Meta</summary>\nVisibility: restricted\n</details>", "VISIBILITY: restricted", "\ufeff{\"visibility\": \"restricted\"}", "visibility.level = 'restricted'", "params.visibility: restricted", "visi_bility: restricted",
	} {
		got := Lines(text+"\n", []string{"x", "meta.visibility"})
		if !strings.Contains(strings.Join(got["visibility"], " "), "restricted") {
			t.Errorf("%q: %q", text, got)
		}
	}
	for _, text := range []string{
		"", "The visibility of restricted dashboards", "Improve visibility, then restricted access", "Visibility: internal. Team: restricted", "Visibility: internal\n\nrestricted",
		"| Visibility | x |\n|---|---|\n| internal | restricted |", strings.Repeat("x\n", 200) + "visibility: restricted", "<", "<!--", "|", "Visibility", "a > b < c", "&#", "Visibility: internal\nTeam: restricted",
	} {
		if got := Lines(text, []string{"visibility"}); slices.ContainsFunc(got["visibility"], func(v string) bool { return strings.TrimSpace(v) == "restricted" }) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestHostileLinesInTime(t *testing.T) {
	begin := time.Now()
	for _, text := range []string{strings.Repeat("<", 1<<20), strings.Repeat("a: ", 1<<19), strings.Repeat("|", 1<<20), strings.Repeat("|visibility\n", 1<<16), strings.Repeat("** ", 1<<18), strings.Repeat("\n", 1<<20)} {
		Lines(text, []string{"visibility"})
	}
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

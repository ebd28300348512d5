package frontmatter

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

func readAll(doc string, keys ...string) document.Matter {
	return Read(doc, Find([]byte(doc)), Deciding(keys...))
}

// shown is a matter in lines: its values, then its flaws.
func shown(m document.Matter) []string {
	var out []string
	for _, v := range m.Values {
		out = append(out, v.Key+"="+v.Text)
	}
	for _, f := range m.Flaws {
		if f.Text {
			out = append(out, "(text) "+f.String())
			continue
		}
		out = append(out, "! "+f.String())
	}
	return out
}

// What is malformed by itself alone is text, and hides nothing of the rest.
func TestMalformedByItselfIsText(t *testing.T) {
	for line, value := range map[string]string{
		"title: Outage: part two":         "Outage: part two",
		"author: @ana":                    "@ana",
		"title: [SEV1] Queue":             "[SEV1] Queue",
		"title: {SEV1} Queue":             "{SEV1} Queue",
		"title: `queue` was down":         "`queue` was down",
		`title: "Queue" was down`:         `Queue" was down`,
		"title: 'Queue' was down":         "Queue' was down",
		"title: *Queue* was down":         "*Queue* was down",
		"title: *queue":                   "*queue",
		"title: > 50% of requests failed": "> 50% of requests failed",
		"title: >50% of requests failed":  ">50% of requests failed",
		"title: | the queue":              "| the queue",
		"title: %50 of requests":          "%50 of requests",
		"title: & the queue":              "& the queue",
		"title: - the queue":              "- the queue",
		"title: ]queue":                   "]queue",
		"title: !queue was down":          "!queue was down",
		"owner: @ana, @bo":                "@ana, @bo",
		"severity: [SEV1]: high":          "[SEV1]: high",
		`title: "a\queue"`:                `a\queue`,
	} {
		got := readAll("---\n" + line + "\nvisibility: restricted # until the fix\nservices: [a, b]\n---\n")
		key, _, _ := strings.Cut(line, ":")
		want := []string{
			key + "=" + value, "visibility=restricted", "services=a", "services=b",
			"(text) line 2: `" + key + ":` is no YAML and was taken as plain text: put the value in quotes",
		}
		if diff := cmp.Diff(want, shown(got)); diff != "" {
			t.Errorf("%s\n%s", line, diff)
		}
	}
}

// Scalars are as they are written.
func TestScalarsKeepTheirSigns(t *testing.T) {
	front := "a: 1.10\nb: 010\nc: 1_000\nd: 0x1F\ne: +1\nf: 2026-11-20\ng: 1e3\nh: \"1.10\"\ni: !!str 1.10\nj: [1.10, 2.50]\nk: {l: 7.0}\nm: 12:30:45\nn: ~\no: True\np: 'it''s'\nq: >-\n  two\n  lines\n1.10: key\n"
	want := []string{"a=1.10", "b=010", "c=1_000", "d=0x1F", "e=+1", "f=2026-11-20", "g=1e3", "h=1.10", "i=1.10", "j=1.10", "j=2.50", "k.l=7.0", "m=12:30:45", "o=True", "p=it's", "q=two lines", "1.10=key"}
	for i := range 20 { // in the order in which they stand, every time
		if diff := cmp.Diff(want, shown(readAll("---\n"+front+"---\n"))); diff != "" {
			t.Fatal(i, diff)
		}
	}
	if diff := cmp.Diff([]string{"a=1.10", "b=1_000", "c.d=2026-11-20", "c.e=1.50", "c.e=x"},
		shown(readAll("+++\na = 1.10\nb = 1_000\n[c]\nd = 2026-11-20\ne = [1.50, 'x'] # remark\n+++\n"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a=1.10", "b=true", "c.d=1e3", "c.d=x"},
		shown(readAll("\n {\"a\": 1.10, \"b\": true, \"n\": null,\n \"c\": {\"d\": [1e3, \"x\"]}}\n# x\n"))); diff != "" {
		t.Error(diff)
	}
}

// What can't be read whole, and could hold what decides, is a flaw.
func TestClosed(t *testing.T) {
	long := strings.Repeat("x", maxBytes)
	for name, doc := range map[string]string{
		"deciding key, reserved sign":      "---\nvisibility: @restricted\n---\n",
		"deciding key, colon":              "---\ndraft: true: not yet\n---\n",
		"status":                           "---\nstatus: [draft] not yet\n---\n",
		"configured key":                   "---\ncircle: `few`\n---\n",
		"configured key inside":            "---\nmeta: {circle: few\n---\n",
		"configured key inside, alone":     "---\nmeta: [few] more\n---\n",
		"Cyrillic e in a value":            "---\ncircle: f\u0435w\n---\n",
		"Cyrillic c in a key":              "---\n\u0441ircle: few\n---\n",
		"a tag":                            "---\ncircle: #few\n---\n",
		"ratio for a colon":                "---\ncircle\u2236few\n---\n",
		"letter for a colon":               "---\ntitle: Q\ncircle\ua789 few\n---\n",
		"arrow":                            "---\ncircle -> few\n---\n",
		"no sign at all":                   "---\ncircle few\n---\n",
		"a bar":                            "---\ncircle | few\n---\n",
		"set in place of a status":         "---\nstatus: {draft}\n---\n",
		"key without a value inside":       "---\ncircle:\n  few:\n---\n",
		"set in place of a value":          "---\ncircle: {few}\n---\n",
		"set below another key":            "---\nparams: {circle: {few}}\n---\n",
		"group below another key":          "---\nparams:\n  circle:\n    for: few\n---\n",
		"group below another key, TOML":    "+++\n[ params . circle ]\nfor = 'few'\n+++\n",
		"null in JSON":                     `{"draft": {"true": null}}`,
		"words of a key parted otherwise":  "---\nPublished-At: @x\n---\n",
		"key in other signs":               "---\n\uff44raft: @x\n---\n",
		"key with a sign that is not seen": "---\ndr\u200baft: @x\n---\n",
		"no space":                         "---\ntitle: Q\nvisibility:restricted\n---\n",
		"wide colon":                       "---\ntitle: Q\nvisibility\uff1a restricted\n---\n",
		"wide space":                       "---\ntitle: Q\nvisibility:\u00a0restricted\n---\n",
		"equals":                           "---\ntitle: Q\nvisibility = restricted\n---\n",
		"stray line":                       "---\ntitle: Q\nnot yet\n---\n",
		"list in place of keys":            "---\n- title: Q\n- draft: true\n---\n",
		"tab":                              "---\nmeta:\n\tvisibility: restricted\n---\n",
		"tab, another key":                 "---\nmeta:\n\tother: restricted\n---\n",
		"outdented":                        "---\n  title: Q\nvisibility: restricted\n---\n",
		"key in a text":                    "---\ntitle: Q\n  visibility: restricted\n---\n",
		"key in one line with another":     "---\ntitle: Q, draft: true\n---\n",
		"key in a text, further down":      "---\ntitle: Q\n  words\n  visibility: restricted\n---\n",
		"key in a text, of no value":       "---\ntitle: Q\n  words\n  draft:\n---\n",
		"text that ends in a remark":       "---\nx: a\nvisibility: b\n  c # restricted\n  d\n---\n",
		"quote":                            "---\ntitle: \"Q\nvisibility: restricted\nauthor: bo\"\n---\n",
		"single quote":                     "---\ntitle: 'Q\nvisibility: restricted\n---\n",
		"bracket":                          "---\nservices: [a, b\nvisibility: restricted\n---\n",
		"brace":                            "---\nservices: {a: b\nvisibility: restricted\n---\n",
		"bracket over lines":               "---\nservices: [a,\nvisibility: restricted\n]\n---\n",
		"whole in braces":                  "---\n{title: Q, visibility: restricted\n---\n",
		"directive":                        "---\n%YAML 1.2\ntitle: Q\n---\n",
		"question mark":                    "---\n? visibility\n: restricted\n---\n",
		"merge":                            "---\nx: &x {visibility: restricted}\n<<: *x\n---\n",
		"merge inside":                     "---\nx: &x {circle: few}\nmeta: {<<: *x}\n---\n",
		"alias":                            "---\nx: &x restricted\nvisibility: *x\n---\n",
		"alias of another key":             "---\nx: &x [a]\nlabels: *x\n---\n",
		"alias in a list":                  "---\nx: &x restricted\nvisibility: [*x]\n---\n",
		"tag":                              "---\nvisibility: !!binary cmVzdHJpY3RlZA==\n---\n",
		"escapes":                          "---\n\"\\x64raft\": @true\n---\n",
		"twice":                            "---\ndraft: false\ndraft: true\n---\n",
		"twice, folded":                    "---\nDraft: false\ndraft: true\n---\n",
		"group":                            "---\ndraft: {state: true}\n---\n",
		"too many values":                  "---\nx: [" + strings.Repeat("1,", MaxValues+1) + "]\ndraft: true\n---\n",
		"too many keys":                    "---\n" + strings.Repeat("x: 1\n", MaxValues+1) + "draft: true\n---\n",
		"too many brackets":                "---\nx: " + strings.Repeat("[", maxBrackets+1) + "\n---\n",
		"too deep":                         "---\nx: " + strings.Repeat("[", 20) + strings.Repeat("]", 20) + "\n---\n",
		"too large":                        "---\nx: " + long + "\ndraft: true\n---\n",
		"line separator":                   "---\ntitle: Q\u2028draft: true\n---\n",
		"next line":                        "---\ntitle: Q\u0085draft: true\n---\n",
		"form feed":                        "---\ntitle: Q\x0cdraft: true\n---\n",
		"never ends":                       "---\ntitle: Q\ndraft: true\n\n# x\n",
		"never ends, TOML":                 "+++\ntitle = 'Q'\ndraft = true\n\n# x\n",
		"cut":                              "---\ntitle: Q\ndraft: tr",
		"merge conflict":                   "---\n<<<<<<< HEAD\ndraft: true\n=======\ndraft: false\n>>>>>>> x\n---\n",
		"wrong end":                        "---\ntitle: Q\nvisibility: restricted\n--\n# x\n",
		"wrong beginning":                  "--\ntitle: Q\nvisibility: restricted\n---\n# x\n",
		"no beginning":                     "title: Q\nvisibility: restricted\n---\n# x\n",
		"dashes":                           "\u2014\ntitle: Q\nvisibility: restricted\n\u2014\n# x\n",
		"four":                             "----\ntitle: Q\nvisibility: restricted\n----\n# x\n",
		"below a title":                    "# Queue\n\n---\ntitle: Q\ndraft: true\n---\n\nText.\n",
		"right below a title":              "# Queue\n---\ntitle: Q\ncircle: few\n---\n",
		"below a title, one fence":         "# Queue\n---\ncircle: few\n\nText.\n",
		"below an underlined title":        "Queue\n=====\n\n---\ndraft: true\n---\n",
		"below an entry and a fence":       "author: bo\n---\ndraft: true\n\nText.\n",
		"below an empty one and a title":   "---\n---\n# Queue\ndraft: true\n---\n",
		"fence in the middle":              "---\ntitle: Q\n---\n  more\ndraft: true\n---\n# x\n",
		"fence in the middle, none behind": "---\ntitle: Q\n---\nmore\ncircle: few\n\nText.\n",
		"no fences":                        "title: Q\ncircle: few\n\nText.\n",
		"no fences, empty line":            "title: Q\nauthor: bo\n\ncircle: few\n\n# Queue\n",
		"no fences, signs":                 "-\n\ntitle: Q\n\ndraft: true\n\n# Queue\n",
		"no fences, a list":                "-\n- draft: true\ntitle: Q\n--\n",
		"lines run together":               "---\ntitle: Queue draft:true\n---\n",
		"lines run together, signs":        "---\nmeta: {a: b}'draft'-: \"true\n---\n",
		"lines run together, more signs":   "---\nmeta: {a: b} -draft_: true\n---\n",
		"lines run together, remark":       "---\nauthor: bo#draft:?true\n---\n",
		"lines run together, equals":       "---\nauthor: bo circle=few\n---\n",
		"lines run together in a list":     "---\nlabels:\n  - b draft:true\n---\n",
		"code":                             "```yaml\nvisibility: restricted\n```\n# x\n",
		"TOML without quotes":              "+++\nvisibility = restricted\n+++\n",
		"TOML, another key":                "+++\ntitle = Q\nvisibility = 'restricted'\n+++\n",
		"TOML twice":                       "+++\ndraft = true\ndraft = false\n+++\n",
		"TOML twice, folded":               "+++\ndraft = true\nDraft = false\n+++\n",
		"TOML, YAML inside":                "+++\nvisibility: restricted\n+++\n",
		"JSON without its end":             "{\"draft\": true\n\n# x\n",
		"JSON with a comma":                "{\"draft\": true,}\n\n# x\n",
		"JSON without quotes":              "{draft: true}\n\n# x\n",
		"JSON in single quotes":            "{'draft': true}\n\n# x\n",
		"JSON twice":                       "{\"draft\": true, \"draft\": false}\n\n# x\n",
		"JSON, group":                      "{\"draft\": {\"x\": true}}\n\n# x\n",
		"JSON, large":                      "{\"x\": \"" + long + "\", \"draft\": true}\n\n# x\n",
		"JSON, deep":                       "{\"x\": " + strings.Repeat("[", 20) + strings.Repeat("]", 20) + "}\n\n# x\n",
		"JSON, many":                       "{\"x\": [" + strings.Repeat("1,", MaxValues) + "1], \"draft\": true}\n\n# x\n",
	} {
		m := readAll(doc, "circle", "meta.circle")
		if !strings.Contains(strings.Join(shown(m), "\n"), "! line ") {
			t.Errorf("%s: open: %q", name, shown(m))
		}
		for _, f := range m.Flaws {
			if f.Line < 1 || f.Line > strings.Count(doc, "\n")+1 || strings.Contains(f.What, "restricted") || strings.Contains(f.What, "few") {
				t.Errorf("%s: %s", name, f)
			}
		}
	}
}

// What is read whole has no flaws, whatever it looks like.
func TestReadWhole(t *testing.T) {
	for name, c := range map[string]struct {
		doc  string
		want []string
	}{
		"nothing":                 {"# x\n", nil},
		"empty":                   {"---\n---\n# x\n", nil},
		"remarks":                 {"---\n# draft: true\n\n---\n", nil},
		"white space before":      {"\n \t\n  ---\ndraft: true\n---\n", []string{"draft=true"}},
		"a remark at the fence":   {"--- # hello\ndraft: true\n---\n", []string{"draft=true"}},
		"the form's name":         {"---yaml\ndraft: true\n---\n", []string{"draft=true"}},
		"JSON between fences":     {"---json\n{\"draft\": true}\n---\n", []string{"draft=true"}},
		"TOML between dashes":     {"---toml\ndraft = true\n---\n", []string{"draft=true"}},
		"dots":                    {"---\ndraft: true\n...\n# x\n", []string{"draft=true"}},
		"indented":                {"---\n  draft: true\n  services:\n  - a\n  - b\n---\n", []string{"draft=true", "services=a", "services=b"}},
		"braces":                  {"---\n{draft: true, x: {y: [a, b]}}\n---\n", []string{"draft=true", "x.y=a", "x.y=b"}},
		"quoted keys":             {"---\n\"draft\": true\n'visibility' : restricted\n---\n", []string{"draft=true", "visibility=restricted"}},
		"keys in other signs":     {"---\nDr\u00adaft: true\n\uff36\uff29\uff33\uff29\uff22\uff29\uff2c\uff29\uff34\uff39: restricted\nSTATUS: x\n---\n", []string{"draft=true", "visibility=restricted", "status=x"}},
		"lists":                   {"---\nvisibility:\n  - internal\n  - restricted # x\nstatus:\n- a\n---\n", []string{"visibility=internal", "visibility=restricted", "status=a"}},
		"bracket over lines":      {"---\nservices: [\n  a, # x\n  b\n]\ndraft: true\n---\n", []string{"services=a", "services=b", "draft=true"}},
		"text over lines":         {"---\nx: |\n  draft: true\n\n  # no remark\ny: >\n  a\n  b\nz: a\n  b\n---\n", []string{"x=draft: true\n\n# no remark", "y=a b", "z=a b"}},
		"given twice, the same":   {"---\ndraft: true\ndraft: \"true\"\n---\n", []string{"draft=true", "draft=true"}},
		"twice, decides nothing":  {"---\nlabels: a\nlabels: b\n---\n", []string{"labels=a", "labels=b"}},
		"an anchor, used nowhere": {"---\nlabels: &a [b]\n---\n", []string{"labels=b"}},
		"prose between rules":     {"---\n\nSome words.\n\n---\n\n# x\n", nil},
		"emphasis between rules":  {"---\n**Status:** draft\n---\n# x\n", nil},
		"a template's sign":       {"{% include x %}\n# x\n", nil},
		"a shortcode":             {"{{< x >}}\n# x\n", nil},
		"an attribute":            {"{#id}\n# x\n", nil},
		"lines below a title":     {"# Outage\nStatus: resolved\n---\ntext\n", nil},
		"lines without fences":    {"Status: resolved\nDate: 2026-11-01\n\n# x\n", nil},
		"tabs between words":      {"---\nvisibility: restricted\tuntil\tFriday\nx: [a\tb]\ny:\n- c\td\nz:\n  e\tf\n---\n", []string{"visibility=restricted until Friday", "x=a b", "y=c d", "z=e f"}},
		"tabs in braces":          {"---\n{visibility: restricted\tuntil}\n---\n", []string{"visibility=restricted until"}},
		"a colon without a key":   {"---\nfoo\n  : bar\n---\n", nil},
		"CRLF":                    {"---\r\ndraft: true\r\nx:\r\n  - a\r\n---\r\n", []string{"draft=true", "x=a"}},
	} {
		if diff := cmp.Diff(c.want, shown(readAll(c.doc))); diff != "" {
			t.Errorf("%s\n%s", name, diff)
		}
	}
}

// The vocabulary is written as it is compared.
func TestVocabularyIsFolded(t *testing.T) {
	all := append(append([]string{}, words.StatusKeys...), words.AudienceKeys...)
	for _, keys := range words.RecordKeys {
		all = append(all, keys...)
	}
	for _, k := range all {
		if review.Fold(k) != k {
			t.Errorf("%q is compared as %q", k, review.Fold(k))
		}
	}
}

// Front matter that was made to be slow is read in a moment.
func TestHostileIsReadInTime(t *testing.T) {
	fill := func(unit string) string { return strings.Repeat(unit, maxBytes/len(unit)-8) }
	docs := map[string]string{
		"keys":          "---\n" + strings.Repeat("x: 1\n", 999) + "---\n",
		"one key":       "---\n" + strings.Repeat("draft: true\n", 999) + "---\n",
		"two lists":     "---\nvisibility: [" + strings.Repeat("a,", 450) + "]\nVISIBILITY: [" + strings.Repeat("b,", 450) + "]\n---\n",
		"lines":         "---\nx: a\n" + fill(" b\n") + "---\n",
		"quotes":        "---\nx: " + fill("'") + "\n---\n",
		"escapes":       "---\nx: \"" + fill("\\") + "\n---\n",
		"colons":        "---\nx: " + fill(": ") + "\n---\n",
		"words, colons": "---\nx: [a] " + fill("a a: ") + "\n---\n",
		"deep lists":    "---\nx:\n" + fill("- ") + "a\n---\n",
		"steps":         "---\n" + steps(200) + "---\n",
		"brackets":      "---\nx: " + strings.Repeat("[", 500) + strings.Repeat("]", 500) + "\n---\n",
		"braces":        "---\n{" + fill("a, ") + "}\n---\n",
		"anchors":       "---\nx: [" + strings.Repeat("&a a,", 900) + strings.Repeat("*a,", 900) + "]\n---\n",
		"literal":       "---\nx: |\n" + fill("  a\n") + "---\n",
		"TOML":          "+++\n" + fill("[a]\n") + "+++\n",
		"TOML keys":     "+++\n" + fill("a.") + "a = 1\n+++\n",
		"TOML deep":     "+++\na = " + strings.Repeat("[", 500) + strings.Repeat("]", 500) + "\n+++\n",
		"JSON":          "{" + fill("\"a\":1,") + "\"a\":1}\n",
		"JSON open":     fill("{\"a\":"),
		"no fences":     "title: Q\n" + fill("a: "),
		"fences":        "---\n" + fill("--- a\n"),
		"fences only":   fill("---\n"),
	}
	for name, doc := range docs {
		began := time.Now()
		readAll(doc, "visibility")
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%s: %s", name, took)
		} else {
			t.Logf("%s: %s", name, took)
		}
	}
}

// steps are keys inside of keys.
func steps(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// What damage makes of a key that decides, or of its value, is a flaw.
func TestDamagedKeysAreFlaws(t *testing.T) {
	for text, flawed := range map[string]bool{
		"---\nauthore bo visibility: restricted:services: [a, b]\n---\n": true,
		"---\nby the team draft: true\n---\n":                            true,
		"---\nlabels:\n visibility\": 'restricted' # x\n---\n":           true,
		"---\n\"\\visibility\": 'restricted' # x\n---\n":                 true,
		"---\n\"visibility\": &restricted'f# until the fix\n---\n":       true,
		"---\n\"visibility\": &r-1 public\n---\n":                        false,
		"---\nfirst draft: 2026-10-01\n---\n":                            false,
		"---\nthe team of record: true\n---\n":                           false,
	} {
		if m := readAll(text, "visibility"); (len(m.Flaws) > 0) != flawed {
			t.Errorf("%q: %v", text, m.Flaws)
		}
	}
}

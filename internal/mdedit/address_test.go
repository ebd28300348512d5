package mdedit

import "testing"

func TestAddressesStayAsTheyAre(t *testing.T) {
	for text, want := range map[string]string{
		"See https://g.example/d/x?orgId=1&from=now-6h now": "See https://g.example/d/x?orgId=1&from=now-6h now",
		"https://x.example/~team/_search?q=a_b*c":           "https://x.example/~team/_search?q=a_b*c",
		"www.x.example/a&b, ftp://x.example/a&b.":           "www.x.example/a&b, ftp://x.example/a&b.",
		"slack://channel?team=T_1&id=_C":                    "slack://channel?team=T_1&id=_C",
		"first_last@x.example, _ops@x.example":              "first_last@x.example, _ops@x.example",
		"http://[::1]:8080/a_b and http://[x](y)":           `http://[::1]:8080/a_b and http://\[x\](y)`,
		`https://x.example/a\b` + "`c[d]":                   `https://x.example/a%5Cb%60c%5Bd%5D`,
		"https://x.example/*a*/b":                           "https://x.example/%2Aa%2A/b",
		"https://x.example/_a, https://x.example/b_":        "https://x.example/_a, <https://x.example/b>\\_",
		"https://x.example/?a=1&copy;":                      "https://x.example/?a=1&copy%3B",
		"(https://x.example/a_(b)).":                        "(https://x.example/a_(b)).",
		"[https://x.example/a](b)":                          `\[https://x.example/a%5D(b)`,
		"[https://x.example/a]":                             `\[<https://x.example/a>\]`,
		"<https://x.example/a>":                             `\<<https://x.example/a>\>`,
		"`https://x.example/a`":                             "\\`<https://x.example/a>\\`",
		"**https://x.example/a**":                           `\*\*<https://x.example/a>\*\*`,
		"[www.x.example]":                                   `\[www\.x.example\]`,
		"www.10.0.0.1https://[::1] a":                       "www.10.0.0.1https://%5B::1%5D a",
		"http://*.x.example/a*":                             `http://\*.x.example/a\*`,
		"http://":                                           "http://",
		"https://x.example/a_b, https://x.example/_a…":      `https://x.example/a_b, https\://x.example/\_a…`,
		"AT&T, a&amp;b":                                     `AT&T, a\&amp;b`,
		"a | b https://x.example/a|b":                       "a | b https://x.example/a|b",
		"__init__ __a _b":                                   `\_\_init\_\_ \_\_a \_b`,
	} {
		if got := Escape(text); got != want {
			t.Errorf("%q: got\n%s\nwant\n%s", text, got, want)
		}
	}
	if got, want := Cell("{% a %} {{ b }} [https://x.example/{c}]"), `\{&#37; a %} \{\{ b }} \[[https\://x.example/\{c}](<https://x.example/%7Bc%7D>)\]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := Cell("a | b https://x.example/a|b"), `a \| b https://x.example/a%7Cb`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

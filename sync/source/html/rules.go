package html

import "strings"

func set(tags string) map[string]bool {
	out := map[string]bool{}
	for _, t := range strings.Fields(tags) {
		out[t] = true
	}
	return out
}

var (
	void    = set("area base br col embed hr img input link meta param source track wbr")
	rawText = set("iframe noembed noframes noscript plaintext script style textarea title xmp")
	inHead  = set("html head title meta link script style base noscript template")
	blocks  = set(`address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
		figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html li main menu nav ol p pre search section summary
		table tbody td tfoot th thead tr ul`)
	endsParagraph = set(`address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure
		footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table ul`)
	// unread holds no words of the document's text.
	unread = set(`head title meta link script style base template noscript iframe noembed noframes svg math object audio
		video canvas select datalist textarea button nav xmp plaintext`)

	// Elements that bound where an end tag, or what implies one, is looked for.
	scope      = set("applet caption html table td th marquee object template button")
	listScope  = set("applet caption html table td th marquee object template button ol ul menu dl")
	rowScope   = set("html table template tr")
	tableScope = set("html table template")

	headings = map[string]int{"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 7}
)

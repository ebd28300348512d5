package review

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// lineFragment is what an item's address ends in that is a line of a backlog file.
var lineFragment = regexp.MustCompile(`^[0-9a-f]{6,12}(-[1-9][0-9]{0,8})?$`)

// OfBacklogFile tells whether a ticket is a link as followthrough alone writes it,
// to an item in a backlog file: payments-3f9a2c in …/payments.md#3f9a2c.
func (t *Ticket) OfBacklogFile() bool {
	if t == nil {
		return false
	}
	u, err := url.Parse(t.URL)
	if err != nil || u.Host != "" || u.Scheme != "" || !lineFragment.MatchString(u.Fragment) || !strings.EqualFold(path.Ext(u.Path), ".md") {
		return false
	}
	return strings.HasSuffix(t.Text, "-"+u.Fragment)
}

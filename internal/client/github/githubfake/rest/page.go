package rest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Page answers the page of a list that the request asks for, with GitHub's
// Link header; 30 a page and 100 at most.
func (c *Call) Page(all []any) Reply {
	part, header := c.Cut(all)
	return Reply{Status: http.StatusOK, Body: part, Header: header}
}

// PageOf is Page for answers that wrap the list, with the whole number.
func (c *Call) PageOf(key string, all []any) Reply {
	part, header := c.Cut(all)
	return Reply{Status: http.StatusOK, Body: Object{"total_count": len(all), key: part}, Header: header}
}

// Cut is the page that is asked for, and the header that leads to the others.
func (c *Call) Cut(all []any) ([]any, http.Header) {
	size, at := c.Amount("per_page", 30, 100), c.Amount("page", 1, 1<<30)
	last := max((len(all)+size-1)/size, 1)
	from := min((at-1)*size, len(all))
	part := append([]any{}, all[from:min(from+size, len(all))]...)
	var links []string
	link := func(rel string, page int) {
		query := c.R.URL.Query()
		query.Set("page", strconv.Itoa(page))
		links = append(links, fmt.Sprintf("<%s?%s>; rel=%q", c.Self, query.Encode(), rel))
	}
	if at > 1 {
		link("prev", at-1)
	}
	if at < last {
		link("next", at+1)
		link("last", last)
	}
	if at > 1 {
		link("first", 1)
	}
	header := http.Header{}
	if links != nil {
		header.Set("Link", strings.Join(links, ", "))
	}
	return part, header
}

// Amount is a query parameter that counts: at least 1, at most most.
func (c *Call) Amount(name string, standard, most int) int {
	n, err := strconv.Atoi(c.Query(name, ""))
	if err != nil || n < 1 {
		return standard
	}
	return min(n, most)
}

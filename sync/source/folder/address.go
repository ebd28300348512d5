package folder

import (
	"errors"
	"net/url"
	"strings"
)

// pathInURL stands in Config.URL for a document's path.
const pathInURL = "{path}"

// AddressProblem says why a text can't be Config.URL; nil: it can.
func AddressProblem(text string) error {
	before, _, found := strings.Cut(text, pathInURL)
	if !found {
		return errors.New("must hold {path}, which stands for a review's path: https://wiki.example/reviews/{path}")
	}
	u, err := url.Parse(strings.ReplaceAll(text, pathInURL, "x"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return errors.New("must be an address that a browser opens: https://wiki.example/reviews/{path}")
	}
	if _, rest, _ := strings.Cut(before, "://"); !strings.Contains(rest, "/") {
		return errors.New("{path} must stand behind the site: https://wiki.example/reviews/{path}")
	}
	return nil
}

// address is where people read the document at a path; "": that is not known.
func (s *Source) address(path string) string {
	if s.url == "" {
		return ""
	}
	before, after, _ := strings.Cut(s.url, pathInURL)
	if strings.ContainsAny(before, "?#") {
		return before + url.QueryEscape(path) + strings.ReplaceAll(after, pathInURL, url.QueryEscape(path))
	}
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	escaped := strings.Join(parts, "/")
	return before + escaped + strings.ReplaceAll(after, pathInURL, escaped)
}

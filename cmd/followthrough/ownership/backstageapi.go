package ownership

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping/suggest"
)

// entityPage is how many entities one page holds.
const entityPage = 500

// Backstage is the catalogue of a Backstage.
type Backstage struct {
	// URL is the site as people see it, with or without /api/catalog.
	URL string
	// Token is a static one; the zero value: none is sent.
	Token secret.Secret
	HTTP  httpx.Options
}

// Teams reads who owns what from the catalogue's API.
func (b Backstage) Teams(ctx context.Context) ([]suggest.Known, error) {
	base, err := b.base()
	if err != nil {
		return nil, err
	}
	client, err := httpx.New(b.HTTP)
	if err != nil {
		return nil, err
	}
	c := newCatalog()
	next := ""
	for read := 0; ; {
		page, err := b.page(ctx, client, base, next)
		if err != nil {
			return nil, fmt.Errorf("read the catalogue of %s: %w", b.site(), err)
		}
		for _, e := range page.Items {
			c.add(e)
		}
		read += len(page.Items)
		next = page.Info.Next
		switch {
		case next == "" || len(page.Items) == 0:
			return c.known(), nil
		case read > mostEntities:
			return nil, fmt.Errorf("read the catalogue of %s: more than %d entities", b.site(), mostEntities)
		}
	}
}

// site is the address without what may be secret in it.
func (b Backstage) site() string {
	if u, err := url.Parse(b.URL); err == nil {
		return u.Redacted()
	}
	return "Backstage"
}

func (b Backstage) base() (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(b.URL, "/"))
	switch {
	case err != nil || u.Host == "":
		return nil, errors.New("--backstage: must be a file, or the site's address, such as https://backstage.acme.example")
	case u.User != nil:
		return nil, errors.New("--backstage: the address holds a name or password: give a token instead")
	}
	if err := httpx.Private(u); err != nil {
		return nil, fmt.Errorf("--backstage: %w", err)
	}
	if !strings.HasSuffix(u.Path, "/api/catalog") {
		u = u.JoinPath("api", "catalog")
	}
	return u, nil
}

// entities is a page of them.
type entities struct {
	Items []entity `json:"items"`
	Info  struct {
		Next string `json:"nextCursor"`
	} `json:"pageInfo"`
}

func (b Backstage) page(ctx context.Context, client *httpx.Client, base *url.URL, cursor string) (page entities, err error) {
	q := url.Values{"limit": {strconv.Itoa(entityPage)}, "fields": {"kind,metadata.name,metadata.namespace,metadata.title,metadata.annotations,spec.owner,spec.profile.displayName"}}
	if cursor != "" {
		q.Set("cursor", cursor) // it holds the filter
	} else {
		q["filter"] = []string{"kind=group", "kind=component", "kind=system", "kind=api", "kind=resource"}
	}
	u := base.JoinPath("entities", "by-query")
	u.RawQuery = q.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return page, err
	}
	req.Header.Set("Accept", "application/json")
	if !b.Token.IsZero() {
		token, err := b.Token.Reveal()
		if err != nil {
			return page, err
		}
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := client.Do(req)
	if err != nil {
		return page, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	switch {
	case resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden:
		return page, fmt.Errorf("answered %s: give a static token of its (--backstage-token-file, or BACKSTAGE_TOKEN)", resp.Status)
	case resp.StatusCode == http.StatusNotFound:
		return page, errors.New("answered 404: is this the address of its backend, and is it 1.18 or later?")
	case resp.StatusCode != http.StatusOK:
		return page, fmt.Errorf("answered %s", resp.Status)
	case err != nil:
		return page, fmt.Errorf("read the answer: %w", err)
	case json.Unmarshal(body, &page) != nil:
		return page, errors.New("answered with something that is not the JSON of a catalogue: is there a login page in front of it?")
	case len(page.Items) > entityPage:
		return page, fmt.Errorf("answered %d entities where %d were asked for", len(page.Items), entityPage)
	}
	return page, nil
}

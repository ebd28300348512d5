package issues

import (
	"encoding/json"
	"net/http"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
)

// hookRef is where a delivery says that an issue is.
type hookRef struct {
	Number int `json:"number"`
}

type hookRepository struct {
	Name string `json:"full_name"`
}

// delivery is what of a delivery is looked at.
type delivery struct {
	Repository  hookRepository `json:"repository"`
	Issue       hookRef        `json:"issue"`
	PullRequest hookRef        `json:"pull_request"`
	Changes     struct {
		Issue      hookRef        `json:"new_issue"`
		Repository hookRepository `json:"new_repository"`
	} `json:"changes"`
}

// Delivery reads what GitHub's webhook sent, if its signature holds
// (X-Hub-Signature-256, sha256=… of the raw body): the delivery's id, which
// stays the same when it is sent again, and the issues that it names.
func Delivery(key secret.Secret, header http.Header, body []byte) (id string, named []Ref, err error) {
	told, err := client.ReadDelivery(key, header, body)
	if err != nil {
		return "", nil, err
	}
	var d delivery
	if json.Unmarshal(body, &d) != nil {
		return "", nil, client.ErrDelivery
	}
	for _, r := range []Ref{
		{d.Repository.Name, d.Issue.Number}, {d.Repository.Name, d.PullRequest.Number}, {d.Changes.Repository.Name, d.Changes.Issue.Number},
	} {
		if _, ok := ParseRef(r.String()); ok {
			named = append(named, r)
		}
	}
	return told.ID, named, nil
}

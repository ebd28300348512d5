package gitapi

import (
	"encoding/base64"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// wrapped is content as GitHub writes it: base64 in lines of 60.
func wrapped(data []byte) string {
	code := base64.StdEncoding.EncodeToString(data)
	var out strings.Builder
	for len(code) > 60 {
		out.WriteString(code[:60] + "\n")
		code = code[60:]
	}
	if code != "" {
		out.WriteString(code + "\n")
	}
	return out.String()
}

func getBlob(c *Call) rest.Reply {
	data, there := c.Repo.Git.Blob(Hash(c.Param("sha")))
	switch {
	case !there:
		return rest.NotFound()
	}
	sha := c.Param("sha")
	return rest.OK(rest.Object{
		"sha": sha, "node_id": "B_" + sha, "size": len(data), "url": c.of("git/blobs/%s", sha), "content": wrapped(data), "encoding": "base64",
	})
}

func createBlob(c *Call) rest.Reply {
	in := struct{ Content, Encoding string }{Encoding: "utf-8"}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	data := []byte(in.Content)
	if in.Encoding == "base64" {
		var err error
		if data, err = base64.StdEncoding.DecodeString(strings.ReplaceAll(in.Content, "\n", "")); err != nil {
			return rest.Invalid("content is not valid Base64")
		}
	}
	sha := c.Repo.Git.PutBlob(data)
	return rest.Created(rest.Object{"sha": sha, "url": c.of("git/blobs/%s", sha)})
}

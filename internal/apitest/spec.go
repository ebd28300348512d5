package apitest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// Spec is one vendor's description, read twice: strictly for requests, and
// open to further keys for answers.
type Spec struct {
	name         string
	strict, open routers.Router
	recorded     sync.Map // operations that are in the record
	// segments are the forms of path parameters that the description leaves
	// free, by which a removed literal path would match a template.
	segments map[string]*regexp.Regexp
}

// names are the descriptions that tests hold exchanges against.
func names() []string {
	return []string{"ghes", "github", "jira-agile", "jira-cloud-v2", "jira-dc-10.3"}
}

// library is where descriptions are read from, by name.
type library map[string]func() loaded

// The full descriptions beside the repository, and the facts of them that it
// carries; each description is read once in a test binary.
var (
	full    = shelf(readFull)
	carried = shelf(readCarried)
)

// standing is the library to judge by: the full one where it is.
func standing() library {
	if _, err := folder(); err != nil {
		return carried
	}
	return full
}

func shelf(read func(name string) (any, error)) library {
	l := library{}
	for _, name := range names() {
		l[name] = sync.OnceValue(func() loaded {
			spec, err := load(name, read)
			if err != nil {
				err = fmt.Errorf("read the description %s: %w", name, err)
			}
			return loaded{spec, err}
		})
	}
	return l
}

// jiraSegments keep GET /issue/createmeta from passing as an issue, and
// /project/search from passing as a project.
var jiraSegments = map[string]*regexp.Regexp{
	"issueIdOrKey":   regexp.MustCompile(`^(?:[A-Z][A-Z0-9_]*-\d+|\d+)$`),
	"projectIdOrKey": regexp.MustCompile(`^(?:[A-Z][A-Z0-9_]*|\d+)$`),
	"issueTypeId":    regexp.MustCompile(`^\d+$`),
	"boardId":        regexp.MustCompile(`^\d+$`),
	"id":             regexp.MustCompile(`^\d+$`),
}

type loaded struct {
	spec *Spec
	err  error
}

// load reads a description twice, since loosening changes what was decoded.
func load(name string, read func(name string) (any, error)) (*Spec, error) {
	spec := &Spec{name: name}
	if matched, _ := filepath.Match("jira-*", name); matched {
		spec.segments = jiraSegments
	}
	doc, err := read(name)
	if err != nil {
		return nil, err
	}
	if spec.strict, err = router(doc); err != nil {
		return nil, err
	}
	if doc, err = read(name); err != nil {
		return nil, err
	}
	opened(doc)
	spec.open, err = router(doc)
	return spec, err
}

// errAbsent is that the folder of full descriptions is not there.
var errAbsent = errors.New("../shared/openapi is absent")

// readFull is a vendor's description with our overlays over it, and what it lacks
// beside it.
func readFull(name string) (any, error) {
	dir, err := folder()
	if err != nil {
		return nil, err
	}
	src, err := os.ReadFile(filepath.Join(dir, name+".json"))
	if err != nil {
		return nil, err
	}
	ops, err := overlay(dir, name+".json")
	if err != nil {
		return nil, err
	}
	doc, err := decoded(src)
	if err != nil {
		return nil, err
	}
	more, err := added(name)
	if err != nil {
		return nil, err
	}
	if doc, err = patch(doc, ops); err == nil {
		supplement(doc, more)
	}
	return doc, err
}

// folder is ../shared/openapi beside the repository that the test runs in.
func folder() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("no go.mod in any folder above")
		}
		dir = filepath.Dir(dir)
	}
	dir = filepath.Join(filepath.Dir(dir), "shared", "openapi")
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return "", errAbsent
	}
	return dir, nil
}

func overlay(dir, file string) ([]operation, error) {
	src, err := os.ReadFile(filepath.Join(dir, "overlays.json"))
	if err != nil {
		return nil, err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(src, &all); err != nil {
		return nil, err
	}
	if all[file] == nil {
		return nil, nil
	}
	var ops []operation
	err = json.Unmarshal(all[file], &ops)
	return ops, err
}

func router(doc any) (routers.Router, error) {
	nullable(doc)
	plainLists(doc)
	src, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	loader := openapi3.NewLoader()
	api, err := loader.LoadFromData(src)
	if err != nil {
		return nil, err
	}
	if err := api.Validate(loader.Context, openapi3.DisableExamplesValidation()); err != nil {
		return nil, err
	}
	return gorillamux.NewRouter(api)
}

// options are how exchanges are validated: all errors at once, no credentials
// looked at, nothing written into the request, and times as vendors write them.
func options() *openapi3filter.Options {
	return &openapi3filter.Options{
		AuthenticationFunc:                openapi3filter.NoopAuthenticationFunc,
		SkipSettingDefaults:               true,
		MultiError:                        true,
		RejectWhenRequestBodyNotSpecified: true,
		SchemaValidationOptions: []openapi3.SchemaValidationOption{
			openapi3.WithStringFormatValidator("date-time", openapi3.NewCallbackValidator(instant)),
		},
	}
}

// instant accepts RFC 3339 and Jira's 2026-11-30T10:00:00.000+0000.
func instant(s string) error {
	if _, err := time.Parse(time.RFC3339, s); err == nil {
		return nil
	}
	if _, err := time.Parse("2006-01-02T15:04:05.999-0700", s); err != nil {
		return fmt.Errorf("%q is no time", s)
	}
	return nil
}

package world

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// kind is how a kind of custom field describes itself.
type kind struct{ typ, items, plugin string }

const plugins = "com.atlassian.jira.plugin.system.customfieldtypes:"

var kinds = map[Kind]kind{
	Text:        {"string", "", plugins + "textfield"},
	TextArea:    {"string", "", plugins + "textarea"},
	Number:      {"number", "", plugins + "float"},
	Date:        {"date", "", plugins + "datepicker"},
	DateTime:    {"datetime", "", plugins + "datetime"},
	Option:      {"option", "", plugins + "select"},
	MultiOption: {"array", "option", plugins + "multiselect"},
	Cascading:   {"option-with-child", "", plugins + "cascadingselect"},
	User:        {"user", "", plugins + "userpicker"},
	MultiUser:   {"array", "user", plugins + "multiuserpicker"},
	Group:       {"group", "", plugins + "grouppicker"},
	MultiGroup:  {"array", "group", plugins + "multigrouppicker"},
	LabelList:   {"array", "string", plugins + "labels"},
	Team:        {"team", "", plugins + "atlassian-team"},
	EpicLink:    {"any", "", "com.pyxis.greenhopper.jira:gh-epic-link"},
	EpicName:    {"string", "", "com.pyxis.greenhopper.jira:gh-epic-label"},
	Sprint:      {"array", "json", "com.pyxis.greenhopper.jira:gh-sprint"},
}

// value turns what a create sends for a custom field into what Jira answers
// later, or says what is wrong with it. Null clears.
func (c *Caller) value(field Field, v any) (answer any, wrong string) {
	if v == nil {
		return nil, ""
	}
	switch field.Kind {
	case Text, EpicName:
		return textValue(v, 255)
	case TextArea:
		return textValue(v, 32767)
	case Number:
		if n, isNumber := v.(float64); isNumber {
			return n, ""
		}
		return nil, "Operation value must be a number"
	case Date:
		return timeValue(v, "Error parsing date string: ", time.DateOnly)
	case DateTime:
		return timeValue(v, "Error parsing time: ", "2006-01-02T15:04:05.999-0700", time.RFC3339)
	case MultiOption, MultiUser, MultiGroup, LabelList:
		return several(v, func(one any) (any, string) { return c.element(field, one) })
	}
	return c.reference(field, v)
}

// element takes one of several.
func (c *Caller) element(field Field, one any) (any, string) {
	switch field.Kind {
	case MultiOption:
		return c.option(field, field.Options, one)
	case MultiUser:
		return c.user(one)
	case MultiGroup:
		return c.named(field, one)
	}
	return c.label(one)
}

// reference takes what names something else.
func (c *Caller) reference(field Field, v any) (any, string) {
	switch field.Kind {
	case Option:
		return c.option(field, field.Options, v)
	case Cascading:
		return c.cascade(field, v)
	case User:
		return c.user(v)
	case Group:
		return c.named(field, v)
	case Team:
		return c.team(field, v)
	case EpicLink:
		return c.epic(v)
	}
	return nil, fmt.Sprintf("a field of the kind %q can't be set here", field.Kind)
}

func textValue(v any, limit int) (any, string) {
	s, isText := v.(string)
	if !isText {
		return nil, "Operation value must be a string"
	}
	if length(s) > limit {
		return nil, fmt.Sprintf("The entered text is too long. It exceeds the allowed limit of %d characters.", limit)
	}
	return s, ""
}

// length counts as Jira does, in the units of UTF-16.
func length(s string) int { return len(utf16.Encode([]rune(s))) }

func timeValue(v any, complaint string, layouts ...string) (any, string) {
	s, isText := v.(string)
	if !isText {
		return nil, "Operation value must be a string"
	}
	for _, layout := range layouts {
		if _, err := time.Parse(layout, s); err == nil {
			return s, ""
		}
	}
	return nil, complaint + s
}

func several(v any, one func(any) (any, string)) (any, string) {
	list, isList := v.([]any)
	if !isList {
		return nil, "data was not an array"
	}
	out := []any{}
	for _, at := range list {
		answer, wrong := one(at)
		if wrong != "" {
			return nil, wrong
		}
		out = append(out, answer)
	}
	return out, ""
}

// option takes {"value": …} or {"id": …}.
func (c *Caller) option(field Field, options []Choice, v any) (any, string) {
	asked, isObject := v.(object)
	if !isObject {
		return nil, "Specify a valid 'id' or 'name' for " + field.Name
	}
	for _, one := range options {
		if asked["id"] == one.ID && asked["id"] != nil || asked["id"] == nil && asked["value"] == one.Value {
			return object{"id": one.ID, "value": one.Value}, ""
		}
	}
	if asked["id"] != nil {
		return nil, fmt.Sprintf("Option id '%v' is not valid", asked["id"])
	}
	return nil, fmt.Sprintf("Option value '%v' is not valid", asked["value"])
}

func (c *Caller) cascade(field Field, v any) (any, string) {
	answer, wrong := c.option(field, field.Options, v)
	child := field.child(v)
	if wrong != "" || child == nil {
		return answer, wrong
	}
	parent := answer.(object)
	for _, one := range field.Options {
		if one.ID == parent["id"] {
			parent["child"], wrong = c.option(field, one.Children, child)
		}
	}
	return parent, wrong
}

func (Field) child(v any) any {
	asked, _ := v.(object)
	return asked["child"]
}

// Who is an account in a field, by id: how it is shown is the flavour's.
type Who string

// user takes {"accountId": …} on Cloud, {"name": …} on Data Center.
func (c *Caller) user(v any) (any, string) {
	asked, _ := v.(object)
	id, _ := asked[either(c.World, "accountId", "name")].(string)
	if _, found := c.Accounts[id]; found {
		return Who(id), ""
	}
	return nil, fmt.Sprintf("User '%s' does not exist.", id)
}

// named takes a group by its name.
func (c *Caller) named(field Field, v any) (any, string) {
	asked, _ := v.(object)
	for _, one := range field.Options {
		if asked["name"] == one.Value || asked["groupId"] == one.ID {
			return object{"name": one.Value, "groupId": one.ID}, ""
		}
	}
	return nil, fmt.Sprintf("The group '%v' does not exist.", asked["name"])
}

// team takes the team's id as a plain string.
func (c *Caller) team(field Field, v any) (any, string) {
	id, isText := v.(string)
	if !isText {
		return nil, "Team id must be a string"
	}
	for _, one := range field.Options {
		if one.ID == id {
			return object{"id": one.ID, "name": one.Value, "title": one.Value, "isShared": true}, ""
		}
	}
	return nil, fmt.Sprintf("Team id '%s' is not valid.", id)
}

// epic takes the key of an epic.
func (c *Caller) epic(v any) (any, string) {
	key, _ := v.(string)
	r, found := c.Seeable(key)
	if !found {
		return nil, fmt.Sprintf("Could not find issue with key '%v'", v)
	}
	if c.Level(r.Now()) != 1 {
		return nil, fmt.Sprintf("Issue '%s' is not an epic.", key)
	}
	return r.Now().Key, ""
}

func (c *Caller) label(v any) (any, string) {
	s, isText := v.(string)
	switch {
	case !isText:
		return nil, "string expected at index 0"
	case strings.ContainsAny(s, " \t\n"):
		return nil, fmt.Sprintf(either(c.World, "The label '%s' can't contain spaces.", "The label '%s' contains spaces which is invalid."), s)
	case length(s) > 255:
		return nil, fmt.Sprintf("The label '%s' exceeds the maximum length of 255 characters.", s)
	}
	return s, ""
}

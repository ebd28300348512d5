package github

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// perPage is how long a list was asked for.
var perPage = regexp.MustCompile(`[?&]per_page=(\d{1,4})(?:&|$)`)

// pageSize is the length of the list that a path asks for; 0: it asks for none.
func pageSize(path string) int {
	if m := perPage.FindStringSubmatch(path); m != nil {
		return number(m[1])
	}
	return 0
}

// pageArgument is how long a connection was asked for, or in which variable.
var pageArgument = regexp.MustCompile(`\b(?:first|last):\s*(?:(\d{1,4})|\$(\w+))`)

// firstOf is the longest list that a document asks for; 0: it asks for none.
func firstOf(query string, vars map[string]any) int {
	most := 0
	for _, m := range pageArgument.FindAllStringSubmatch(query, -1) {
		n := 0
		if m[1] != "" {
			n = number(m[1])
		} else if v, ok := vars[m[2]].(int); ok {
			n = v
		} else {
			return 0 // not to be told
		}
		most = max(most, n)
	}
	return most
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// listed is the length of the list that an answer is, or of the longest in it.
func listed(out any) int {
	v := reflect.ValueOf(out)
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	most := 0
	if v.Kind() == reflect.Slice {
		most = v.Len()
	}
	return max(most, longest(v, mostNested))
}

// mostNested is how deep types of answers are, with room to spare.
const mostNested = 20

// longest is the length of the longest list under nodes or items in an answer.
func longest(v reflect.Value, depth int) int {
	most := 0
	if depth == 0 {
		return 0
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return longest(v.Elem(), depth-1)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return 0
		}
		for i := range v.Len() {
			most = max(most, longest(v.Index(i), depth-1))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			most = max(most, longest(v.MapIndex(key), depth-1))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			most = max(most, longestField(v.Type().Field(i), v.Field(i), depth))
		}
	}
	return most
}

func longestField(field reflect.StructField, v reflect.Value, depth int) int {
	if !field.IsExported() {
		return 0
	}
	most := longest(v, depth-1)
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	if v.Kind() == reflect.Slice && (strings.EqualFold(name, "nodes") || strings.EqualFold(name, "items") || name == "" && strings.EqualFold(field.Name, "nodes")) {
		most = max(most, v.Len())
	}
	return most
}

// tooMany is the error of an answer that holds more than was asked for: it is
// none to this question, and where it ends nobody knows.
func tooMany(status, most int) *Error {
	return &Error{Status: status, Err: fmt.Errorf("the answer holds a list of more than the %d that were asked for: is there a proxy that answers for GitHub?", most)}
}

package storetest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"pgregory.net/rapid"
)

// drawAny fills every exported field of what v points to, whatever its type
// is by now, so that a field that the store forgets fails the round trip.
func drawAny(t *rapid.T, v any) { draw(t, reflect.ValueOf(v).Elem(), "") }

func draw(t *rapid.T, v reflect.Value, path string) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(drawTime(t, path)))
		return
	case json.RawMessage:
		v.Set(reflect.ValueOf(json.RawMessage(rapid.SampledFrom([]string{`{"type":"Task","n":[1,"<b>"]}`, `"x"`, `7`}).Draw(t, path))))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(drawText(t, path))
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.Int64Range(-1, 1<<40).Draw(t, path))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, path))
	case reflect.Pointer:
		if rapid.Bool().Draw(t, path+" is there") {
			v.Set(reflect.New(v.Type().Elem()))
			draw(t, v.Elem(), path)
		}
	case reflect.Slice:
		for i := range rapid.IntRange(0, 3).Draw(t, path+" length") {
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
			draw(t, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			draw(t, v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	default:
		t.Fatalf("%s: the tests can't draw a %s", path, v.Kind())
	}
}

// drawText draws texts that documents hold, hostile ones among them.
func drawText(t *rapid.T, path string) string {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", "'; DROP TABLE reviews; --", "$1", `"`, "null", "NULL", "\\", "ä → 漢字 🚒", "a\r\n\tb"}),
		rapid.StringMatching(`[a-z]{1,12}`),
	).Draw(t, path)
}

// drawTime draws the zero time or a moment in UTC with microseconds.
func drawTime(t *rapid.T, path string) time.Time {
	if rapid.Bool().Draw(t, path+" is zero") {
		return time.Time{}
	}
	micros := rapid.Int64Range(time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro(),
		time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()).Draw(t, path)
	return time.UnixMicro(micros).UTC()
}

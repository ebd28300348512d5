package store

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
)

// moment keeps a time as microseconds since 1970, the zero time as NULL.
type moment struct{ t *time.Time }

func (m moment) Value() (driver.Value, error) { return micros(*m.t), nil }

func (m moment) Scan(v any) error {
	*m.t = time.Time{}
	if v == nil {
		return nil
	}
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("%T is no time", v)
	}
	*m.t = time.UnixMicro(n).UTC()
	return nil
}

// micros is a time as an argument.
func micros(t time.Time) driver.Value {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

// flag keeps a bool as 0 or 1.
type flag struct{ b *bool }

func (f flag) Value() (driver.Value, error) {
	if *f.b {
		return int64(1), nil
	}
	return int64(0), nil
}

func (f flag) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("%T is no flag", v)
	}
	*f.b = n != 0
	return nil
}

// list keeps strings as a JSON array; an empty list is read as nil.
type list struct{ l *[]string }

func (l list) Value() (driver.Value, error) {
	if len(*l.l) == 0 {
		return "[]", nil
	}
	return encode(*l.l)
}

func (l list) Scan(v any) error {
	*l.l = nil
	if err := decode(v, l.l); err != nil {
		return err
	}
	if len(*l.l) == 0 {
		*l.l = nil
	}
	return nil
}

// object keeps a structure as a JSON object.
type object[T any] struct{ o *T }

func (o object[T]) Value() (driver.Value, error) { return encode(*o.o) }

func (o object[T]) Scan(v any) error { return decode(v, o.o) }

// optional keeps what a pointer points to as a JSON object, nil as NULL.
type optional[T any] struct{ p **T }

func (o optional[T]) Value() (driver.Value, error) {
	if *o.p == nil {
		return nil, nil //nolint:nilnil // NULL is a value
	}
	return encode(*o.p)
}

func (o optional[T]) Scan(v any) error {
	*o.p = nil
	if v == nil {
		return nil
	}
	*o.p = new(T)
	return decode(v, *o.p)
}

// derived is a column that is written for queries and repeats a field that
// is kept elsewhere.
type derived struct{ value func() any }

func (d derived) Value() (driver.Value, error) {
	return driver.DefaultParameterConverter.ConvertValue(d.value())
}

func (d derived) Scan(any) error { return nil }

// ofItem is a field of an action's item; all of them are NULL where there is
// no item.
type ofItem struct {
	item  **plan.Item
	field func(*plan.Item) *string
}

func (o ofItem) Value() (driver.Value, error) {
	if *o.item == nil {
		return nil, nil //nolint:nilnil // NULL is a value
	}
	return *o.field(*o.item), nil
}

func (o ofItem) Scan(v any) error {
	if v == nil {
		return nil
	}
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("%T is no text", v)
	}
	if *o.item == nil {
		*o.item = &plan.Item{}
	}
	*o.field(*o.item) = text
	return nil
}

// encode is v as JSON, its signs as they are: people read the store too.
func encode(v any) (driver.Value, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

func decode(v, into any) error {
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("%T is no JSON text", v)
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("decode %T: %w", into, err)
	}
	return nil
}

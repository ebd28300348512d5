package source

import (
	"errors"
	"time"
)

// Until is when a source that wants to be left alone may be asked again; zero:
// not told.
func Until(err error) time.Time {
	var told interface{ RetryAt() time.Time }
	if errors.As(err, &told) {
		return told.RetryAt()
	}
	return time.Time{}
}

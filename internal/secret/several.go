package secret

import "errors"

// Reveal gives several values. Those that can't be read are left out, and the
// error names their files.
func Reveal(all []Secret) (out []string, err error) {
	for _, s := range all {
		value, problem := s.Reveal()
		if problem != nil {
			err = errors.Join(err, problem)
			continue
		}
		out = append(out, value)
	}
	return out, err
}

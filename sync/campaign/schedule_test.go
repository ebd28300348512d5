package campaign_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"
)

// event is something that befalls a simulated world. N picks among what is there when
// its time has come, so that a schedule stays one when events are taken out of it.
type event struct {
	After time.Duration `json:"after"` // since the event before
	Do    string        `json:"do"`
	N     uint32        `json:"n"`
}

func (e event) String() string { return fmt.Sprintf("after %s: %s (%d)", e.After, e.Do, e.N) }

// schedule is a world's life, as data: it can be replayed, cut down and kept.
type schedule struct {
	Seed   uint64  `json:"seed"`
	Events []event `json:"events"`
}

func (s schedule) String() string {
	var b strings.Builder
	for _, e := range s.Events {
		fmt.Fprintf(&b, "  %s\n", e)
	}
	return b.String()
}

// eventsPerSeed is how long a schedule is.
const eventsPerSeed = 24

// draw is the schedule of a seed.
func draw(seed uint64) schedule {
	rng := rand.New(rand.NewPCG(seed, 20))
	var kinds []string
	for _, k := range eventKinds() {
		for range k.weight {
			kinds = append(kinds, k.name)
		}
	}
	s := schedule{Seed: seed, Events: []event{{Do: "publish", N: rng.Uint32()}}}
	for range eventsPerSeed {
		after := time.Duration(rng.Int64N(int64(40 * time.Second)))
		switch rng.IntN(4) {
		case 0:
			after *= 8
		case 1:
			after /= 20
		}
		s.Events = append(s.Events, event{after.Round(time.Millisecond), kinds[rng.IntN(len(kinds))], rng.Uint32()})
	}
	return s
}

// shortened is a schedule that fails as s does, and of which no event can be spared:
// delta debugging, from halves down to single events. What a removed event waited for
// is waited for by the next one. It gives up asking after so many tries.
func shortened(s schedule, tries int, fails func(schedule) bool) schedule {
	for size := len(s.Events) / 2; size > 0 && tries > 0; {
		cut := false
		for at := 0; at < len(s.Events) && tries > 0; {
			tries--
			if shorter := s.without(at, min(at+size, len(s.Events))); fails(shorter) {
				s, cut = shorter, true
			} else {
				at += size
			}
		}
		if !cut || size > len(s.Events) {
			size /= 2
		}
	}
	return s
}

func (s schedule) without(from, to int) schedule {
	events := slices.Clone(s.Events)
	var waited time.Duration
	for _, e := range events[from:to] {
		waited += e.After
	}
	if to < len(events) {
		events[to].After += waited
	}
	return schedule{s.Seed, slices.Delete(events, from, to)}
}

// keptSchedules are the shortened schedules of what the campaign once found.
func keptSchedules() (map[string]schedule, error) {
	const dir = "testdata/schedules"
	files, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil, nil // it found nothing so far
	}
	if err != nil {
		return nil, err
	}
	out := map[string]schedule{}
	for _, f := range files {
		src, err := os.ReadFile(dir + "/" + f.Name())
		if err != nil {
			return nil, err
		}
		var s schedule
		if err := json.Unmarshal(src, &s); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		out[strings.TrimSuffix(f.Name(), ".json")] = s
	}
	return out, nil
}

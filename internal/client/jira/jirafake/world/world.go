package world

import (
	"strconv"
	"sync"
	"testing"
	"time"
)

type object = map[string]any

// World is everything that a Jira holds. The methods that tests call take the
// lock themselves; who reads the fields, or acts as a Caller, holds Mu.
type World struct {
	T       testing.TB
	Flavour Flavour
	Mu      sync.Mutex

	Accounts    map[string]Account // by id
	Projects    []*Home
	Records     map[string]*Record // issues by id
	Order       []string           // their ids, as made
	Boards      map[int]*Board
	Custom      map[string]Field // custom fields by id
	Resolutions []string
	Priorities  []string
	AllAssigned bool // nobody's issues are forbidden
	// Heard is told what people changed, with the lock held; nil: nobody is.
	Heard      func(event string, i Issue)
	Everywhere []string // permissions of our account beyond those of a project

	clock  func() time.Time
	lag    time.Duration
	ids    int
	keys   map[string]string // key, old ones too, upper case -> id
	refuse func(Attempt) map[string]string
}

// New is an empty world with the accounts given.
func New(t testing.TB, flavour Flavour, clock func() time.Time, accounts ...Account) *World {
	w := &World{
		T: t, Flavour: flavour, clock: clock, ids: 10000,
		Accounts: map[string]Account{}, Records: map[string]*Record{}, keys: map[string]string{}, Boards: map[int]*Board{}, Custom: map[string]Field{},
		Resolutions: []string{"Done", "Won't Do", "Duplicate", "Cannot Reproduce", "Declined"},
		Priorities:  []string{"Highest", "High", "Medium", "Low", "Lowest"},
	}
	for _, a := range accounts {
		w.Accounts[a.ID] = a
	}
	return w
}

// Caller is somebody who asks.
type Caller struct {
	*World
	Account   Account
	Anonymous bool
}

// Now is the time on Jira's clock.
func (w *World) Now() time.Time { return w.clock() }

// Next is a free id.
func (w *World) Next() string {
	w.ids++
	return strconv.Itoa(w.ids)
}

// SetLag is how long a change stays unseen by searches, for changes from now on.
func (w *World) SetLag(d time.Duration) {
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.lag = d
}

// Bot is the account that requests act as unless a test says otherwise.
func Bot() Account { return Account{ID: "bot-account", Name: "Backlog Bot", Zone: "UTC"} }

// Person is somebody of a team.
func Person() Account { return Account{ID: "team-member", Name: "Member of a team", Zone: "UTC"} }

// Automation is a rule that acts on its own.
func Automation() Account {
	return Account{ID: "automation", Name: "Automation for Jira", App: true}
}

// either is the Cloud's or the Data Center's way.
func either[T any](w *World, cloud, dataCenter T) T {
	if w.Flavour == Cloud {
		return cloud
	}
	return dataCenter
}

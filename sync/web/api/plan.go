package api

import (
	"context"
	"errors"
	"net/http"
	"runtime/debug"
	"time"
)

// PlanTime is how long a plan may take: as long as who is asked may be silent, and
// reads are patient.
const PlanTime = 5 * time.Minute

// answerTime is how long an answer may take to be sent once it is there.
const answerTime = 30 * time.Second

// plan answers with what a sync would do. One is made at a time, since each asks
// sources and trackers; it ends when who asked hangs up.
func (a *API) plan(c call) {
	p := readParams(c.r)
	q := Plan{Scope: p.scope(), Reviews: p.keys("review"), Now: p.truth("now"), Since: p.text("since")}
	if err := p.end(a.Nearest); err != nil {
		a.failed(c, err)
		return
	}
	patient(c.w, turnTime+a.PlanTime+answerTime)
	if !turn(c, a.planning, turnTime, "another plan is being made, and one is made at a time") {
		return
	}
	ctx, cancel := context.WithTimeout(c.r.Context(), a.PlanTime)
	defer cancel()
	made := make(chan planned, 1)
	go func() {
		defer func() { <-a.planning }() // who hangs beyond ctx keeps the next one out, and nobody else
		made <- a.make(ctx, q)
	}()
	select {
	case <-ctx.Done():
		a.failed(c, ErrLate)
	case p := <-made:
		if p.err != nil {
			a.failed(c, p.err)
			return
		}
		sendJSON(c.w, http.StatusOK, p.doc)
	}
}

type planned struct {
	doc []byte
	err error
}

// make makes a plan. A panic ends this plan, and not the daemon.
func (a *API) make(ctx context.Context, q Plan) (p planned) {
	defer func() {
		if r := recover(); r != nil {
			a.Log.Error("a plan for the API broke", "panic", r, "stack", string(debug.Stack()))
			p.err = errors.New("it broke")
		}
	}()
	p.doc, p.err = a.Answers.Plan(ctx, q)
	return p
}

// patient lets an answer come later than answers usually do.
func patient(w http.ResponseWriter, most time.Duration) {
	// A connection that takes no deadline has none that could cut it.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(most))
}

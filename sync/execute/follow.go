package execute

// Follow lets an executor that has done nothing yet go on where the one of the
// configuration before is: what goes on beside the passes is taken in by the next
// pass, whichever of the two asked for it.
func (e *Executor) Follow(before *Executor) { e.beside = before.kept() }

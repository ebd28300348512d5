package gate

// Saved are the accounts of a gate as they are kept. Tokens, Apps and limits
// are not: whoever loads it sets them again.
type Saved struct {
	IDs      int64
	Accounts map[string]*Account
}

// Save is what of the gate is kept; called with Mu held.
func (g *Gate) Save() Saved { return Saved{g.ids, g.accounts} }

// Load puts in what was kept; called with Mu held.
func (g *Gate) Load(in Saved) { g.ids, g.accounts = in.IDs, in.Accounts }

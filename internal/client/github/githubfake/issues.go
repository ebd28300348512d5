package githubfake

// issueState is what a fake knows of issues.
type issueState struct{}

// begin fills the state of a new fake.
func (s *issueState) begin(*Fake) {}

// issueRoutes are the operations on issues, labels, milestones and comments.
var issueRoutes = []route{}

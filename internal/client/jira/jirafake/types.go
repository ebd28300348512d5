package jirafake

import "github.com/followthrough/followthrough/internal/client/jira/jirafake/world"

// What a Jira holds, as world tells it.
type (
	// Flavour is a world.Flavour.
	Flavour = world.Flavour
	// Account is a world.Account.
	Account = world.Account
	// Project is a world.Project.
	Project = world.Project
	// IssueType is a world.IssueType.
	IssueType = world.IssueType
	// Kind is a world.Kind.
	Kind = world.Kind
	// Field is a world.Field.
	Field = world.Field
	// Choice is a world.Choice.
	Choice = world.Choice
	// Component is a world.Component.
	Component = world.Component
	// Version is a world.Version.
	Version = world.Version
	// Status is a world.Status.
	Status = world.Status
	// Board is a world.Board.
	Board = world.Board
	// Column is a world.Column.
	Column = world.Column
	// Issue is a world.Issue.
	Issue = world.Issue
	// Link is a world.Link.
	Link = world.Link
	// Comment is a world.Comment.
	Comment = world.Comment
	// Change is a world.Change.
	Change = world.Change
	// Attempt is a world.Attempt.
	Attempt = world.Attempt
	// Property is a world.Property.
	Property = world.Property
)

// The flavours.
const (
	Cloud      = world.Cloud
	DataCenter = world.DataCenter
)

// The kinds of custom fields.
const (
	Text        = world.Text
	TextArea    = world.TextArea
	Number      = world.Number
	Date        = world.Date
	DateTime    = world.DateTime
	Option      = world.Option
	MultiOption = world.MultiOption
	Cascading   = world.Cascading
	User        = world.User
	MultiUser   = world.MultiUser
	Group       = world.Group
	MultiGroup  = world.MultiGroup
	LabelList   = world.LabelList
	Team        = world.Team
	EpicLink    = world.EpicLink
	EpicName    = world.EpicName
	Sprint      = world.Sprint
)

// Bot is the account that requests act as unless Options say otherwise.
func Bot() Account { return world.Bot() }

// Person is somebody of a team.
func Person() Account { return world.Person() }

// Automation is a rule that acts on its own.
func Automation() Account { return world.Automation() }

// Key is what an account is known by whatever its name becomes: on Cloud its
// id, on Data Center a key that is not its name.
func Key(flavour Flavour, a Account) string {
	if flavour == Cloud {
		return a.ID
	}
	return "JIRAUSER-" + a.ID
}

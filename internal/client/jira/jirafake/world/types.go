package world

// Flavour is which Jira it is.
type Flavour int

// The flavours.
const (
	Cloud Flavour = iota
	DataCenter
)

// Account is somebody who acts in Jira. No fixture bears a real name.
type Account struct {
	ID   string // Cloud: accountId; Data Center: name and key
	Name string // as shown
	Zone string // IANA time zone of the profile; "": UTC
	App  bool   // an automation's account (Cloud says accountType app)
}

// Project is where issues lie. Zero values get what a new project would have.
type Project struct {
	Key, Name string
	ID        string // "": the next free one
	// TeamManaged projects have field and statuses of their own (Cloud).
	TeamManaged bool
	Types       []IssueType // none: Task, Bug, Story, Epic, Sub-task
	Components  []Component
	Versions    []Version
	Statuses    []Status // none: To Do, In Progress, Done, Cancelled
	// AssignLead: who leads the project is assigned by default; else nobody.
	AssignLead bool
	Lead       Account
	Archived   bool
}

// IssueType is a type of a project's scheme, with its create screen.
type IssueType struct {
	Name  string
	ID    string // "": one for each name
	Level int    // 1 epics, 0 ordinary, -1 sub-tasks
	// Fields are the custom fields on the create screen.
	Fields []Field
	// Off are system fields that are not on the create screen.
	Off []string
	// Required are system fields that must be given (labels, components …).
	Required []string
}

// Kind is what a custom field holds.
type Kind string

// The kinds of custom fields.
const (
	Text        Kind = "text"
	TextArea    Kind = "textarea"
	Number      Kind = "number"
	Date        Kind = "date"
	DateTime    Kind = "datetime"
	Option      Kind = "option"
	MultiOption Kind = "multi option"
	Cascading   Kind = "cascading"
	User        Kind = "user"
	MultiUser   Kind = "multi user"
	Group       Kind = "group"
	MultiGroup  Kind = "multi group"
	LabelList   Kind = "labels"
	Team        Kind = "team"
	EpicLink    Kind = "epic link"
	EpicName    Kind = "epic name"
	Sprint      Kind = "sprint"
)

// Field is a custom field on a create screen.
type Field struct {
	ID       string // customfield_10010; "": one for each name and kind
	Name     string
	Kind     Kind
	Required bool
	// Default is set where a create gives nothing, in the shape of a request;
	// a required field with a default may be left out.
	Default any
	// Options of Option, MultiOption and Cascading; groups and teams (id and
	// value) of those kinds.
	Options []Choice
}

// Choice is an allowed value.
type Choice struct {
	ID       string // "": the next free one
	Value    string
	Children []Choice // of Cascading
}

// Component is one of a project's.
type Component struct {
	ID, Name string
	// Assigns is who is assigned by default: PROJECT_DEFAULT (also ""),
	// COMPONENT_LEAD, PROJECT_LEAD or UNASSIGNED.
	Assigns string
	Lead    Account
}

// Version is one of a project's.
type Version struct {
	ID, Name           string
	Released, Archived bool
}

// Status is a step of a workflow; Category is new, indeterminate or done.
type Status struct {
	ID, Name, Category string
}

// Board is a board with its filter.
type Board struct {
	ID        int
	Name      string
	Type      string // scrum (also ""), kanban or simple
	Project   string // where it stands
	Filter    string // JQL
	FilterID  string // "": the next free one
	SubQuery  string // JQL of what a kanban board shows
	Columns   []Column
	Unseen    bool // the filter is not shared with us
	BacklogOf []string
}

// Column is a column with the names of its statuses.
type Column struct {
	Name     string
	Statuses []string
}

// Permissions that a project grants unless SetPermissions says otherwise:
// what an account for this purpose needs, and nothing more.
func defaultPermissions() []string {
	return []string{"BROWSE_PROJECTS", "CREATE_ISSUES", "ASSIGN_ISSUES", "SCHEDULE_ISSUES"}
}

func defaultTypes() []IssueType {
	return []IssueType{{Name: "Task"}, {Name: "Bug"}, {Name: "Story"}, {Name: "Epic", Level: 1}, {Name: "Sub-task", Level: -1}}
}

func defaultStatuses() []Status {
	return []Status{
		{ID: "10000", Name: "To Do", Category: "new"},
		{ID: "3", Name: "In Progress", Category: "indeterminate"},
		{ID: "10002", Name: "Done", Category: "done"},
		{ID: "10003", Name: "Cancelled", Category: "done"},
	}
}

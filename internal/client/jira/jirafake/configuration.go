package jirafake

// configuration is which features the site has; the one that matters is
// whether issues may be without an assignee.
func configuration(c *call) reply {
	return ok(object{
		"votingEnabled": true, "watchingEnabled": true, "subTasksEnabled": true, "attachmentsEnabled": true,
		"issueLinkingEnabled": true, "timeTrackingEnabled": false, "unassignedIssuesAllowed": !c.AllAssigned,
	})
}

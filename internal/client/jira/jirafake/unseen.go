package jirafake

const unseen = "Issue does not exist or you do not have permission to see it."
const unseenDC = "Issue Does Not Exist"

func noIssue(c *call) reply { return refusal(404, either(c, unseen, unseenDC)) }

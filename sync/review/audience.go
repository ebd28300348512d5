package review

// Audience is who can read a document or a backlog, as far as its place says.
type Audience string

// The audiences. The zero value is not known: a folder doesn't tell.
const (
	AudienceUnknown  Audience = ""
	AudiencePrivate  Audience = "private"  // those whom its place was opened to
	AudienceInternal Audience = "internal" // everyone of the company
	AudiencePublic   Audience = "public"   // everyone
)

// Wider tells whether more people can read what is for a than what is for b.
// What is not known is never wider.
func (a Audience) Wider(b Audience) bool {
	rank := map[Audience]int{AudiencePrivate: 1, AudienceInternal: 2, AudiencePublic: 3}
	return rank[a] != 0 && rank[b] != 0 && rank[a] > rank[b]
}

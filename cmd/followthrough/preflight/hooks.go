package preflight

import (
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/web/hooks"
)

// hooks tells where vendors may deliver to.
func (c *Check) hooks(p *part) {
	some := false
	tell := func(kind, name string, keys []secret.Secret, path string) {
		if len(keys) == 0 {
			return
		}
		if some = true; c.Reach == Online {
			unread(p, kind+" "+name+": webhook_secret", keys...)
		}
		if c.Config.Web.Listen != "" {
			p.good("webhooks of %s %s are taken at %s: give its vendor that path, behind the address by which web.listen is reached", kind, name, path)
		}
	}
	for _, s := range c.Config.Sources {
		tell("source", s.Name, s.WebhookSecrets, hooks.Prefix+s.Name)
	}
	for _, t := range c.Config.Trackers {
		path := hooks.Prefix + t.Name
		if h, is := c.Trackers[t.Name].(tracker.Hook); is && h.Signature() == "" {
			path += "/SECRET" // its vendor signs nothing
		}
		tell("tracker", t.Name, t.WebhookSecrets, path)
	}
	if some && c.Config.Web.Listen == "" {
		p.look("give web.listen an address, or take webhook_secret out", `no webhooks are taken: web.listen is ""`)
	}
}

package github

import "testing"

// Whatever a site says, an address that goes into a review is one of its own.
func TestAddressesAreTheSitesOwn(t *testing.T) {
	c := &Client{sender: sender{o: Options{Config: Config{URL: "https://git.acme.test/"}}}}
	const own = "https://git.acme.test/acme/pay/issues/7"
	for _, given := range []string{
		own, "", "http://git.acme.test/acme/pay/issues/7", "https://evil.test/acme/pay/issues/7", "https://git.acme.test@evil.test/acme/pay/issues/7",
		"https://git.acme.test/acme/pay/issues/8", "https://git.acme.test/acme/pay/issues/7#x", "https://git.acme.test/logout", "javascript:alert(1)",
		"https://git.acme.test/acme/pay/issues/7)](https://evil.test", "//evil.test/", "https://git.acme.test:444/acme/pay/issues/7",
	} {
		if got := c.Issue(given, "acme/pay", 7); got != own {
			t.Errorf("%q: got %q", given, got)
		}
	}
	if got := c.Issue("https://git.acme.test/Acme/Pay/issues/7", "acme/pay", 7); got != "https://git.acme.test/Acme/Pay/issues/7" {
		t.Errorf("got %q", got)
	}
	if got := c.Pull("", "acme/a b](x", 7); got != "https://git.acme.test/acme/a%20b%5D%28x/pull/7" {
		t.Errorf("got %q", got)
	}
}

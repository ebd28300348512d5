package page_test

import (
	"fmt"
	"testing"

	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/reporttest"
)

func TestPageInABrowser(t *testing.T) {
	b := open(t)
	for _, by := range report.Groupings() {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{360, 1280} {
				t.Run(fmt.Sprintf("%s/%s/%d", by, scheme, width), func(t *testing.T) {
					b.show(t, reporttest.Report(t, report.Options{By: by}), scheme, width)
					b.screenshot(t, fmt.Sprintf("%s-%s-%d", by, scheme, width))
					if wide := ask[int64](t, b, "document.documentElement.scrollWidth"); wide > width {
						t.Errorf("the page is %d pixels wide", wide)
					}
				})
			}
		}
	}
}

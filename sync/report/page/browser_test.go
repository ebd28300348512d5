package page_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/page"
)

// browser is a Chromium that notes every request and complaint.
type browser struct {
	ctx context.Context

	mu         sync.Mutex
	requests   []string
	complaints []string
}

// chromium is Debian's package or one of the other usual names. In CI it must
// be there.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no chromium: .ci/run installs it (need_chromium)")
	}
	t.Skip("no chromium here: apt-get install chromium, or run .ci/run")
	return ""
}

// open starts a Chromium of its own for a test.
func open(t *testing.T) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-component-update", true))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	b := &browser{}
	ctx, end := chromedp.NewContext(ctx, chromedp.WithListener(b.note))
	t.Cleanup(end)
	b.ctx = ctx
	b.do(t, command(network.Enable, network.EnableParams{}), command(cdplog.Enable, cdp.Empty{}))
	return b
}

// command is one of the protocol's own.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// note keeps what left the page and what it complained of.
func (b *browser) note(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *cdplog.EventEntryAdded:
		b.complaints = append(b.complaints, e.Entry.Text)
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.complaints = append(b.complaints, fmt.Sprint("console: ", e.Type))
	}
}

// heard are the requests and the complaints since the page was opened.
func (b *browser) heard() (requests, complaints []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.requests), slices.Clone(b.complaints)
}

func (b *browser) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	must(t, chromedp.Do(b.ctx, actions...))
}

// ask runs a script beside the page.
func ask[T any](t *testing.T, b *browser, script string) T {
	t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, func(p *runtime.EvaluateParams) {
		await := true
		p.AwaitPromise = &await
	}))
	must(t, err)
	return v
}

// show opens a report's page as a file, in a scheme and so many pixels wide.
func (b *browser) show(t *testing.T, r report.Report, scheme string, width int64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.html")
	file, err := os.Create(path)
	must(t, err)
	defer file.Close()
	must(t, page.Write(file, r))
	b.mu.Lock()
	b.requests, b.complaints = nil, nil
	b.mu.Unlock()
	address := (&url.URL{Scheme: "file", Path: path}).String()
	b.do(t, chromedp.EmulateViewport(width, 900),
		command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}),
		chromedp.Navigate(address))
	return address
}

// screenshot keeps what is seen where SCREENSHOTS names a folder.
func (b *browser) screenshot(t *testing.T, name string) {
	t.Helper()
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, "/", "-")+".png"), png, 0o644))
}

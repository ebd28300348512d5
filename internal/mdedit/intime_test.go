package mdedit

import (
	"strings"
	"testing"
	"time"
)

func TestHostileTextsAreWrittenInTime(t *testing.T) {
	const size = 1 << 18
	for _, piece := range []string{
		"https://x.example/a<", "www.", "(www.x]", "a@b.c", "a@", "_", "*", "~", "https://x/*a", "https://x/a*", "&amp", "&#", "https://", "a://", "a.", ";", "https://x;", "[", "`", "]", "!https://x", "a_www.", "…", "https://…",
	} {
		text := strings.Repeat(piece, size/len(piece))
		for name, write := range map[string]func(string) string{"Escape": Escape, "Cell": Cell, "Label": Label, "Shown": Shown, "Decoded": Decoded} {
			begin := time.Now()
			write(text)
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("%s of a quarter of a megabyte of %q took %v", name, piece, took)
			}
		}
	}
}

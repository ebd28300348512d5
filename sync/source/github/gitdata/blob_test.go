package gitdata

import "testing"

func TestBlobSHA(t *testing.T) { // as git hash-object has them
	for text, want := range map[string]string{"": "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "hello\n": "ce013625030ba8dba906f756967f9e9ca394464a"} {
		if got := SHA([]byte(text)); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestKeptBlobsAreBounded(t *testing.T) {
	var b Blobs
	for i := range 40 {
		b.Put(string(rune('a'+i)), make([]byte, 1<<20))
	}
	if b.bytes > mostBytes || len(b.data) != len(b.order) {
		t.Errorf("%d bytes in %d of %d", b.bytes, len(b.data), len(b.order))
	}
	if _, ok := b.Get(string(rune('a' + 39))); !ok {
		t.Error("the last one is not kept")
	}
	if _, ok := b.Get("a"); ok {
		t.Error("the first one is kept")
	}
}

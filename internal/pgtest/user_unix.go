//go:build unix

package pgtest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// give hands the folder to whom the server runs as.
func give(folder string) error {
	as, err := servant()
	if err != nil || as == nil {
		return err
	}
	return os.Chown(folder, int(as.Uid), int(as.Gid))
}

// apart lets a program run out of reach of the signals of a terminal, and as
// somebody else where we are root.
func apart(cmd *exec.Cmd) {
	as, err := servant()
	if err != nil {
		cmd.Err = err
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: as}
}

// servant is whom the server runs as; nil: as ourselves.
func servant() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL refuses to run as root: %w", err)
	}
	uid, err := strconv.ParseUint(nobody.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(nobody.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}

package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestServeRefusesOtherMachines(t *testing.T) {
	code, printed := runProgram(t, "serve", "--data", t.TempDir(), "--listen", "0.0.0.0:0")
	if code != exitFailed || !strings.Contains(printed, "127.0.0.1") || !strings.Contains(printed, "Chưa có đăng nhập") ||
		!strings.Contains(printed, "no log-in yet") {
		t.Errorf("%d: %s", code, printed)
	}
}

func TestServeBeforeAnyLoad(t *testing.T) {
	answer, err := http.Get(serve(t, t.TempDir()) + "/?lang=en")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || !strings.Contains(string(body), "luanphien demo") {
		t.Errorf("%v: %s", err, body)
	}
}

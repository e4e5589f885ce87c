// Package auditcopy carries the audit trail to where who changes the trail cannot reach: a file on another disk, or
// syslog. Nothing is lost while the target fails: what is not yet copied lies in the trail, and is copied once the target
// takes it again.
package auditcopy

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"luanphien/dashboard/account"
)

// line is an entry as a line of JSON: the form of the export, of the copy in a file and of the message to syslog.
type line struct {
	ID      int64  `json:"id"`
	At      string `json:"at"` // UTC, to the millisecond
	Login   string `json:"login"`
	Action  string `json:"action"`
	Subject string `json:"subject"`
	Detail  string `json:"detail"`
	Address string `json:"address"`
	Outcome string `json:"outcome"`
	Hash    string `json:"hash"`          // hexadecimal; "" in entries from before the chain
	Cut     bool   `json:"cut,omitempty"` // texts are shortened; the hash is that of the whole entry
}

const atForm = "2006-01-02T15:04:05.000Z"

// Encode gives an entry as a line of JSON with its end. The outcome stands as the trail holds it, so that the hash can be
// computed again from the line.
func Encode(e account.Entry) []byte { return encode(e, false) }

func encode(e account.Entry, cut bool) []byte {
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	_ = w.Encode(line{e.ID, e.At.UTC().Format(atForm), e.Login, e.Action, e.Subject, e.Detail, e.Address, e.Outcome, hex.EncodeToString(e.Hash), cut}) // a bytes.Buffer does not fail
	return b.Bytes()
}

// Decode reads a line of Encode.
func Decode(text []byte) (account.Entry, error) {
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		return account.Entry{}, err
	}
	at, err := time.Parse(atForm, l.At)
	if err != nil {
		return account.Entry{}, err
	}
	hash, err := hex.DecodeString(l.Hash)
	if err != nil || l.ID < 1 {
		return account.Entry{}, fmt.Errorf("not an entry of an audit trail: id %d, hash %q", l.ID, l.Hash)
	}
	if len(hash) == 0 {
		hash = nil
	}
	return account.Entry{ID: l.ID, At: at, Login: l.Login, Action: l.Action, Subject: l.Subject, Detail: l.Detail, Address: l.Address, Outcome: l.Outcome, Hash: hash}, nil
}

package dashboard

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/guard"
)

// A form's token, a statement and a password are taken from the body only: an address stands in logs and histories.
func TestSecretsAreNotTakenFromTheAddress(t *testing.T) {
	s := openConsole(t)
	token := guard.FormToken(strings.TrimPrefix(s.cookie, s.guard.SessionCookie()+"="))
	status, body, _ := s.sendForm(post, "/sql?sql="+url.QueryEscape("SELECT 6 * 7"), "as", "")
	if strings.Contains(body, `<td class="number">42</td>`) {
		t.Error("the statement of the address ran:", status)
	}
	if status, _, _ := s.sendRaw("/sql?csrf="+token, "sql=SELECT+1"); status != 403 {
		t.Error("the token of the address counts:", status)
	}
	if status, body := s.runSQL("SELECT 6 * 7"); status != 200 || !strings.Contains(body, `<td class="number">42</td>`) {
		t.Error("the statement of the form does not run:", status)
	}
}

// After a log-out the browser keeps no page.
func TestLogOutClearsTheBrowser(t *testing.T) {
	s := openConsole(t)
	status, _, header := s.as(account.Director).sendForm(post, "/logout")
	if clear := strings.Join(header["Clear-Site-Data"], ""); status != 303 || !strings.Contains(clear, "cache") {
		t.Errorf("%d, Clear-Site-Data %q", status, clear)
	}
	if control := strings.Join(header["Cache-Control"], ""); control != "no-store" {
		t.Error("Cache-Control", control)
	}
}

// sendRaw sends a form without the token's header.
func (s *site) sendRaw(address, form string) (int, string, map[string][]string) {
	s.t.Helper()
	request := httptest.NewRequest(post, address, strings.NewReader(form))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Cookie", s.cookie)
	return s.answer(request)
}

package account

import (
	"strings"
	"testing"
)

// No statement takes an entry of the audit trail away or puts another in its place.
func TestAuditIsNotRewritten(t *testing.T) {
	s, _ := fresh(t)
	must(t, s.Audit(t.Context(), Entry{Login: "an", Action: ActionSQL, Subject: "SELECT 1"}))
	must(t, s.Audit(t.Context(), Entry{Login: "an", Action: ActionSQL, Subject: "SELECT 2"}))
	const row = "(id, at, login, action, subject, detail, address) VALUES (1, 0, 'ai', 'sql', 'khác', '', '')"
	for _, statement := range []string{"UPDATE audit SET login = 'ai'", "DELETE FROM audit", "INSERT OR REPLACE INTO audit " + row, "REPLACE INTO audit " + row,
		"INSERT INTO audit " + row, "INSERT INTO audit " + row + " ON CONFLICT (id) DO UPDATE SET login = 'ai'", "UPDATE OR REPLACE audit SET id = 2 WHERE id = 1"} {
		if _, err := s.db.Exec(statement); err == nil || !strings.Contains(err.Error(), "the audit trail is not") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	trail, err := s.Trail(t.Context(), Filter{Limit: 10})
	if err != nil || len(trail) != 2 || trail[1].Subject != "SELECT 1" || trail[0].Login != "an" {
		t.Error(trail, err)
	}
}

package account

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/queries/sqlite"
)

func TestSavedViewsAreTheirOwners(t *testing.T) {
	s, _ := fresh(t)
	an, binh := add(t, s, "an", Director), add(t, s, "binh", Analyst)
	by := Actor{Login: "an"}
	for _, name := range []string{"  Thứ   hai ", "Báo cáo"} {
		if err := s.AddView(t.Context(), an.ID, SavedView{Name: name, Address: "/coverage?area=A", Rolling: "4"}, by); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Views(t.Context(), an.ID)
	if err != nil || len(list) != 2 || list[0].Name != "Thứ hai" || list[0].Address != "/coverage?area=A" || list[0].Rolling != "4" || !list[0].CreatedAt.Equal(s.now()) {
		t.Fatal(list, err)
	}
	if others, err := s.Views(t.Context(), binh.ID); err != nil || len(others) != 0 {
		t.Error("another person sees", others, err)
	}
	for what, err := range map[string]error{
		"rename": s.RenameView(t.Context(), binh.ID, list[0].ID, "x", Actor{Login: "binh"}), "end": s.EndView(t.Context(), binh.ID, list[0].ID, Actor{Login: "binh"}),
	} {
		if !errors.Is(err, ErrNoView) {
			t.Errorf("another person may %s it: %v", what, err)
		}
	}
	if _, err := s.View(t.Context(), binh.ID, list[0].ID); !errors.Is(err, ErrNoView) {
		t.Error("another person opens it:", err)
	}
	if err := s.RenameView(t.Context(), an.ID, list[0].ID, "Họp", by); err != nil {
		t.Fatal(err)
	}
	if err := s.EndView(t.Context(), an.ID, list[1].ID, by); err != nil {
		t.Fatal(err)
	}
	if list, err = s.Views(t.Context(), an.ID); err != nil || len(list) != 1 || list[0].Name != "Họp" {
		t.Error(list, err)
	}
	var did []string
	trail, err := s.Trail(t.Context(), Filter{Login: "an", Limit: 9})
	for _, e := range trail {
		did = append(did, e.Action+" "+e.Subject)
	}
	if got := strings.Join(did, ", "); err != nil || got != "view_ended Báo cáo, view_renamed Họp, view_saved Báo cáo, view_saved Thứ hai" {
		t.Error(got, err)
	}
}

func TestSavedViewsAreBounded(t *testing.T) {
	s, _ := fresh(t)
	an := add(t, s, "an", Director)
	for _, bad := range []SavedView{{Name: " ", Address: "/"}, {Name: strings.Repeat("x", longestName+1), Address: "/"}, {Name: "x", Address: "/" + strings.Repeat("x", longestAddress)}} {
		var refusal *Refusal
		if err := s.AddView(t.Context(), an.ID, bad, Actor{}); !errors.As(err, &refusal) {
			t.Errorf("%.20q %.20q: %v", bad.Name, bad.Address, err)
		}
	}
	for range mostViews {
		if err := s.AddView(t.Context(), an.ID, SavedView{Name: "x", Address: "/"}, Actor{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.AddView(t.Context(), an.ID, SavedView{Name: "x", Address: "/"}, Actor{}); err == nil {
		t.Error("there is no end to what a person may save")
	}
}

// A store of a release without saved views is given the table, and keeps its users.
func TestSavedViewsInAnOlderStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.sqlite")
	s, _ := open(t, path)
	an := add(t, s, "an", Director)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(path, sqlite.Normal, "DROP TABLE saved_views;")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, _ = open(t, path)
	if err := s.AddView(t.Context(), an.ID, SavedView{Name: "x", Address: "/"}, Actor{}); err != nil {
		t.Error(err)
	}
}

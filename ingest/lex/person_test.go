package lex

import "testing"

func TestNamesOfPersons(t *testing.T) {
	for _, c := range []struct {
		a, b       string
		same, near bool
	}{
		{"Nguyễn Văn An", "BS. NGUYỄN VĂN AN", true, true},
		{"Nguyễn Văn An", "BSCKI Nguyen Van An", true, true},
		{"Nguyễn Văn An", "N. V. An", true, false},
		{"Nguyễn Văn Anh", "Nguyễn Văn An", false, true},
		{"Nguyễn Văn An", "Nguyễn Văn  An", true, true},
		{"Nguyễn Văn An", "Nguyễn Văm An", false, true},
		{"Nguyễn Văn An", "Trần Thị Bình", false, false},
		{"Nguyễn Văn An", "Nguyễn Thị An", false, false},
		{"Bà Triệu", "Ba Trieu", true, true},
		{"Lò A", "Lò B", false, false},
	} {
		a, b := PersonKey(c.a), PersonKey(c.b)
		if SamePerson(a, b) != c.same || SamePerson(b, a) != c.same {
			t.Errorf("%s, %s: same is not %t", c.a, c.b, c.same)
		}
		if NearPerson(a, b) != c.near || NearPerson(b, a) != c.near {
			t.Errorf("%s, %s: near is not %t", c.a, c.b, c.near)
		}
	}
}

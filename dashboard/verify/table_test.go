package verify

import "testing"

// A number is the same to its last digit; only where an office has cut it to its fifteen is it compared to these.
func TestNumbersOfAWorkbook(t *testing.T) {
	for _, c := range []struct {
		file, made string
		same       bool
	}{
		{"0.7222222222222222", "0.7222222222222222", true},
		{"0.7222222222222223", "0.7222222222222222", false},
		{"0.722222222222222", "0.7222222222222222", true},   // as LibreOffice writes it
		{"0.72222222222222221", "0.7222222222222222", true}, // as Excel writes it
		{"0.940476190476191", "0.9404761904761905", true},
		{"0.940476190476190", "0.9404761904761905", true}, // the double is less than its shortest form
		{"0.940476190476192", "0.9404761904761905", false},
		{"0.722222222222223", "0.7222222222222222", false},
		{"0.72222222222222", "0.7222222222222222", false},
		{"1234567.12345679", "1234567.123456789", true},
		{"-0.3", "-0.30000000000000004", true},
		{"1E+300", "1e+300", true},
		{"5.4", "5.5", false}, {"0", "0.1", false}, {"46068", "46068", true}, {"", "0", false}, {"x", "0", false},
	} {
		if got := sameNumber(c.file, c.made); got != c.same {
			t.Errorf("%s for %s: same %t", c.file, c.made, got)
		}
	}
}

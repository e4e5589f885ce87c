package charset

import "testing"

func TestTCVN3TableIsOneToOne(t *testing.T) {
	seen := map[rune]int{}
	for b, r := range tcvn3Table {
		if before, ok := seen[r]; ok && b >= 0xA1 && r > 0xFF {
			t.Errorf("%c stands at %#x and %#x", r, before, b)
		}
		seen[r] = b
	}
	for b, want := range map[int]rune{0xA1: 'Ă', 0xA7: 'Đ', 0xAD: 'ư', 0xAE: 'đ', 0xB5: 'à', 0xB9: 'ạ', 0xBE: 'ắ', 0xC6: 'ặ', 0xCB: 'ậ', 0xCC: 'è', 0xD6: 'ệ', 0xDE: 'ị', 0xDF: 'ò', 0xE1: 'ỏ', 0xEE: 'ợ', 0xF9: 'ự', 0xFE: 'ỵ'} {
		if tcvn3Table[b] != want {
			t.Errorf("%#x is %c, want %c", b, tcvn3Table[b], want)
		}
	}
	for _, r := range "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ" {
		if _, ok := seen[r]; !ok {
			t.Errorf("%c is missing", r)
		}
	}
}

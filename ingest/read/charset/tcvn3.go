package charset

import (
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// tcvn3Letters are the letters of TCVN 5712:1993 VN3, the «ABC» encoding of the .VnTime fonts, from 0xA1 to 0xFE; a
// space stands where it has none. Its capitals with tone marks are the small letters in a font of capitals.
const tcvn3Letters = "ĂÂÊÔƠƯĐăâêôơưđ" + // A1–AE
	"      àảãáạ ằẳẵắ" + // AF–BE
	"       ặầẩẫấậè ẻẽéẹềểễếệìỉ" + // BF–D8
	"   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ" // D9–FE

// tcvn3Table gives the letter of each byte; bytes without one stay the Latin-1 characters that they look like.
var tcvn3Table = func() (table [256]rune) {
	for i := range table {
		table[i] = rune(i)
	}
	b := 0xA1
	for _, r := range tcvn3Letters {
		if r != ' ' {
			table[b] = r
		}
		b++
	}
	return table
}()

// tcvn3Decoder turns TCVN3 bytes into UTF-8.
type tcvn3Decoder struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (tcvn3Decoder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for ; nSrc < len(src); nSrc++ {
		r := tcvn3Table[src[nSrc]]
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
	}
	return nDst, nSrc, nil
}

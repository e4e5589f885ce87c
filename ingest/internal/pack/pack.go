// Package pack keeps columns of whole numbers in the few bytes that they need.
package pack

import "encoding/binary"

// The forms of a packed column. A base follows, of four bytes; the numbers are that plus what stands behind it.
const (
	formSteps = iota // a step of four bytes: row i adds i times as much
	formBytes        // a byte a row
	formPairs        // two bytes a row
	formQuads        // four bytes a row
)

// headLength is the length of the form and the base.
const headLength = 5

// Append packs a column, of at least one row, and appends it.
func Append(to []byte, column []int32) []byte {
	low, high := column[0], column[0]
	step, steady := int32(0), true
	if len(column) > 1 {
		step = column[1] - column[0]
	}
	before := column[0] - step
	for _, v := range column {
		low, high = min(low, v), max(high, v)
		steady = steady && v-before == step
		before = v
	}
	if steady {
		return binary.LittleEndian.AppendUint32(head(to, formSteps, column[0]), uint32(step))
	}
	switch span := uint32(high) - uint32(low); {
	case span < 1<<8:
		to = head(to, formBytes, low)
		for _, v := range column {
			to = append(to, byte(v-low))
		}
	case span < 1<<16:
		to = head(to, formPairs, low)
		for _, v := range column {
			to = binary.LittleEndian.AppendUint16(to, uint16(v-low))
		}
	default:
		to = head(to, formQuads, low)
		for _, v := range column {
			to = binary.LittleEndian.AppendUint32(to, uint32(v-low))
		}
	}
	return to
}

func head(to []byte, form byte, base int32) []byte {
	return binary.LittleEndian.AppendUint32(append(to, form), uint32(base))
}

// Take reads a column of that many rows into column, unless that is nil, and gives what stands behind it.
func Take(packed []byte, rows int, column []int32) []byte {
	form, base := packed[0], int32(binary.LittleEndian.Uint32(packed[1:]))
	packed = packed[headLength:]
	switch form {
	case formSteps:
		step := int32(binary.LittleEndian.Uint32(packed))
		for i := range column {
			column[i] = base + int32(i)*step
		}
		return packed[4:]
	case formBytes:
		for i := range column {
			column[i] = base + int32(packed[i])
		}
		return packed[rows:]
	case formPairs:
		for i := range column {
			column[i] = base + int32(binary.LittleEndian.Uint16(packed[2*i:]))
		}
		return packed[2*rows:]
	default:
		for i := range column {
			column[i] = base + int32(binary.LittleEndian.Uint32(packed[4*i:]))
		}
		return packed[4*rows:]
	}
}

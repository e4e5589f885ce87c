package console

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"luanphien/queries/engine"
)

// Number is an exact number as text.
type Number = engine.Number

// Day is a date.
type Day = engine.Day

// Marks of values on the pipe. Each is followed by what its type needs.
const (
	markNull byte = iota
	markFalse
	markTrue
	markInt
	markUint
	markFloat
	markText
	markNumber
	markBytes
	markTime
	markDay
)

// appendValue writes one value.
func appendValue(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, markNull), nil
	case bool:
		if v {
			return append(b, markTrue), nil
		}
		return append(b, markFalse), nil
	case int:
		return binary.AppendVarint(append(b, markInt), int64(v)), nil
	case int64:
		return binary.AppendVarint(append(b, markInt), v), nil
	case uint64:
		return binary.AppendUvarint(append(b, markUint), v), nil
	case float64:
		return binary.BigEndian.AppendUint64(append(b, markFloat), math.Float64bits(v)), nil
	case string:
		return appendText(append(b, markText), v), nil
	case Number:
		return appendText(append(b, markNumber), string(v)), nil
	case []byte:
		return appendText(append(b, markBytes), string(v)), nil
	case engine.Day:
		return binary.AppendVarint(append(b, markDay), v.Unix()), nil
	case time.Time:
		b = binary.AppendVarint(append(b, markTime), v.Unix())
		return binary.AppendUvarint(b, uint64(v.Nanosecond())), nil
	}
	return b, fmt.Errorf("a value of type %T cannot be sent", v)
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// longest is the most bytes that one frame, or one value, may have: what the process refuses to send is not read either.
const longest = largestRow + largestHead

var errWire = errors.New("the pipe holds what was not written to it")

// readValue reads one value.
func readValue(r *bufio.Reader) (any, error) {
	mark, err := r.ReadByte()
	if err != nil {
		return nil, err
	}
	switch mark {
	case markNull:
		return nil, nil
	case markFalse, markTrue:
		return mark == markTrue, nil
	case markInt:
		return binary.ReadVarint(r)
	case markUint:
		return binary.ReadUvarint(r)
	case markFloat:
		var b [8]byte
		_, err := io.ReadFull(r, b[:])
		return math.Float64frombits(binary.BigEndian.Uint64(b[:])), err
	case markText, markNumber, markBytes:
		b, err := readText(r)
		switch mark {
		case markText:
			return string(b), err
		case markNumber:
			return Number(b), err
		}
		return b, err
	case markDay:
		seconds, err := binary.ReadVarint(r)
		return Day{Time: time.Unix(seconds, 0).UTC()}, err
	case markTime:
		seconds, err := binary.ReadVarint(r)
		if err != nil {
			return nil, err
		}
		nanos, err := binary.ReadUvarint(r)
		return time.Unix(seconds, int64(nanos)).UTC(), err
	}
	return nil, errWire
}

func readText(r *bufio.Reader) ([]byte, error) {
	size, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	if size > longest {
		return nil, errWire
	}
	b := make([]byte, size)
	_, err = io.ReadFull(r, b)
	return b, err
}

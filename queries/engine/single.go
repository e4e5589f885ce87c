package engine

import "strings"

// single is the one statement of a text, without the semicolons before and after it that stand outside of literals, names
// and comments; false where another statement follows. The engine itself makes several statements of one that pivots without
// a list of names, so that their number does not tell what was written.
func single(text string) (statement string, ok bool) {
	start, end, begun := 0, len(text), false
	for i := 0; i < len(text); {
		switch rest := text[i:]; {
		case rest[0] == ';':
			if !begun {
				start = i + 1
			} else if end == len(text) {
				end = i
			}
			i++
		case strings.HasPrefix(rest, "--"):
			i += lengthTo(rest, 2, "\n")
		case strings.HasPrefix(rest, "/*"):
			i += comment(rest)
		case strings.IndexByte(" \t\r\n\f\v", rest[0]) >= 0:
			i++
		case end < i:
			return "", false
		case !begun:
			begun = true // and what begins here is read below
		case rest[0] == '\'' && i > 0 && (text[i-1] == 'e' || text[i-1] == 'E') && (i == 1 || !wordByte(text[i-2])):
			i += escaped(rest)
		case rest[0] == '\'' || rest[0] == '"':
			i += lengthTo(rest, 1, rest[:1]) // a doubled quote ends one literal and begins the next
		case rest[0] == '$' && (i == 0 || !wordByte(text[i-1])) && dollarTag(rest) != "":
			tag := dollarTag(rest)
			i += lengthTo(rest, len(tag), tag)
		default:
			i++
		}
	}
	return text[start:end], true
}

// lengthTo is how much of a text the end mark closes, looked for from a place on; all of it where there is none.
func lengthTo(text string, from int, end string) int {
	if at := strings.Index(text[from:], end); at >= 0 {
		return from + at + len(end)
	}
	return len(text)
}

// comment is the length of a comment, in which others may stand.
func comment(text string) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch {
		case strings.HasPrefix(text[i:], "/*"):
			depth++
			i++
		case strings.HasPrefix(text[i:], "*/"):
			depth--
			i++
			if depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// escaped is the length of a literal in which a backslash takes the next letter as it is.
func escaped(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '\'':
			return i + 1
		}
	}
	return len(text)
}

// dollarTag is the mark that begins a literal such as $$…$$ or $a$…$a$; "" where a parameter begins.
func dollarTag(text string) string {
	for i := 1; i < len(text); i++ {
		if text[i] == '$' {
			return text[:i+1]
		}
		if !wordByte(text[i]) || i == 1 && text[i] >= '0' && text[i] <= '9' {
			return ""
		}
	}
	return ""
}

func wordByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

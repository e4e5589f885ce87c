package engine

import (
	"fmt"
	"strings"
)

// Lists, structs, maps and unions come as JSON, whatever they hold: one form for people and for programs. The engine's own
// to_json is not enough: it rounds decimals, writes short floats with digits that they do not have, loses the zone of a moment,
// and gives all values of a struct without names the same name. So the engine puts the JSON together from its own texts of what
// lies within.

// nest is a type as the engine names it, taken apart.
type nest struct {
	base   string // "[]" for lists and arrays, STRUCT, MAP, UNION, or the name of what holds nothing
	names  []string
	within []nest
}

// parseNest takes a type's name apart, and gives what follows it.
func parseNest(text string) (n nest, rest string) {
	switch {
	case strings.HasPrefix(text, "STRUCT("), strings.HasPrefix(text, "UNION("), strings.HasPrefix(text, "MAP("):
		n.base, rest, _ = strings.Cut(text, "(")
		for rest != "" && rest[0] != ')' {
			name, of := "", rest
			if n.base != "MAP" {
				name, of = fieldName(rest)
			}
			var part nest
			part, rest = parseNest(of)
			n.names, n.within = append(n.names, name), append(n.within, part)
			rest = strings.TrimPrefix(rest, ", ")
		}
		rest = strings.TrimPrefix(rest, ")")
	default:
		end := endOfType(text)
		n.base, rest = text[:end], text[end:]
	}
	for strings.HasPrefix(rest, "[") {
		n, rest = nest{base: "[]", within: []nest{n}}, rest[strings.Index(rest, "]")+1:]
	}
	return n, rest
}

// fieldName is the name that stands before the type of a field; "" in a struct without names.
func fieldName(text string) (name, rest string) {
	end := strings.IndexAny(text, " ,()[")
	if text[0] == '"' {
		end = quotedLength(text)
	}
	if end < 0 || end >= len(text) || text[end] != ' ' || strings.HasPrefix(text[end:], " WITH TIME ZONE") {
		return "", text
	}
	name = text[:end]
	if name[0] == '"' {
		name = strings.ReplaceAll(name[1:len(name)-1], `""`, `"`)
	}
	return name, text[end+1:]
}

// endOfType is where the name of a type that holds no other ends: DECIMAL(18,3) and ENUM('a', 'b') have brackets of their own.
func endOfType(text string) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\'' || c == '"':
			i += quotedLength(text[i:]) - 1
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth == 0 && (c == ')' || c == ',' || c == '['):
			return i
		}
	}
	return len(text)
}

// quotedLength is the length of the literal or the name in quotes with which a text begins; a doubled quote stands for one.
func quotedLength(text string) int {
	for i := 1; i < len(text); i++ {
		if text[i] != text[0] {
			continue
		}
		if i+1 == len(text) || text[i+1] != text[0] {
			return i + 1
		}
		i++
	}
	return len(text)
}

// json is how the engine writes a value of the type as JSON; a missing one is null. depth tells the names of lambdas apart.
func (n nest) json(value string, depth int) string {
	item := fmt.Sprintf("x%d", depth)
	form := ""
	switch n.base {
	case "[]":
		form = "'[' || " + joined(value, item, n.within[0].json(item, depth+1)) + " || ']'"
	case "MAP":
		key := fmt.Sprintf("CAST(%s.key AS VARCHAR)", item)
		if n.within[0].within != nil {
			key = n.within[0].json(item+".key", depth+1)
		}
		form = "'{' || " + joined("map_entries("+value+")", item, text(key)+" || ':' || "+n.within[1].json(item+".value", depth+1)) + " || '}'"
	case "STRUCT":
		form = n.structJSON(value, depth)
	case "UNION":
		form = "CASE CAST(union_tag(" + value + ") AS VARCHAR)"
		for i, name := range n.names {
			form += " WHEN " + literal(name) + " THEN '{' || " + text(literal(name)) + " || ':' || " +
				n.within[i].json("union_extract("+value+", "+literal(name)+")", depth+1) + " || '}'"
		}
		form += " END"
	default:
		form = plainJSON(n.base, value)
	}
	return "CASE WHEN " + value + " IS NULL THEN 'null' ELSE " + form + " END"
}

// structJSON writes a struct as an object, one without names as an array.
func (n nest) structJSON(value string, depth int) string {
	open, end := "'{'", "'}'"
	if n.names[0] == "" {
		open, end = "'['", "']'"
	}
	parts := []string{open}
	for i, name := range n.names {
		if i > 0 {
			parts = append(parts, "','")
		}
		if name != "" {
			parts = append(parts, text(literal(name)), "':'")
		}
		parts = append(parts, n.within[i].json(fmt.Sprintf("struct_extract_at(%s, %d)", value, i+1), depth+1))
	}
	return strings.Join(append(parts, end), " || ")
}

// plainJSON writes a value that holds no others: numbers with the digits that they have, what is JSON already as it is, all else
// as a text. Numbers that JSON does not know are texts, as they stand outside of lists.
func plainJSON(typeName, value string) string {
	words := "CAST(" + value + " AS VARCHAR)"
	switch {
	case typeName == "JSON", typeName == "BOOLEAN", strings.HasSuffix(typeName, "INT"), strings.HasSuffix(typeName, "INTEGER"),
		typeName == "BIGNUM", strings.HasPrefix(typeName, "DECIMAL("):
		return words
	case typeName == "FLOAT", typeName == "DOUBLE":
		return "CASE WHEN isfinite(" + value + ") THEN " + words + " WHEN isnan(" + value + `) THEN '"NaN"' WHEN ` + value + ` > 0 THEN '"infinity"' ELSE '"-infinity"' END`
	case typeName == "BLOB":
		return text("lower(hex(" + value + "))")
	}
	return text(words)
}

// joined writes each item of a list by a form and puts commas between.
func joined(list, item, form string) string {
	return "coalesce(list_aggregate(list_transform(" + list + ", lambda " + item + ": " + form + "), 'string_agg', ','), '')"
}

// text writes a text as JSON does.
func text(value string) string { return "CAST(to_json(" + value + ") AS VARCHAR)" }

// literal is a text as it stands in a statement.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

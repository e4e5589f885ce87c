package engine

import (
	"encoding/json"
	"strings"
	"testing"
)

// Whatever lies within whatever, it comes as JSON with all its digits, names and moments.
func TestNestedValuesAreJSON(t *testing.T) {
	g := guarded(t)
	for text, want := range map[string]string{
		`SELECT NULL::INTEGER[]`:                                                             `<nil>`,
		`SELECT NULL::STRUCT(a DECIMAL(3,1))`:                                                `<nil>`,
		`SELECT []::DECIMAL(3,1)[]`:                                                          `[]`,
		`SELECT [NULL, 1.5, -0.05]`:                                                          `[null,1.50,-0.05]`,
		`SELECT [[1.5], NULL, []]`:                                                           `[[1.5],null,[]]`,
		`SELECT [[[['a']]]]`:                                                                 `[[[["a"]]]]`,
		`SELECT [1.5, 2]::DECIMAL(9,3)[2]`:                                                   `[1.500,2.000]`,
		`SELECT [12345678901234567890123456789012345.678]`:                                   `[12345678901234567890123456789012345.678]`,
		`SELECT [340282366920938463463374607431768211455::UHUGEINT]`:                         `[340282366920938463463374607431768211455]`,
		`SELECT [0.1::FLOAT, 'inf', '-inf', 'nan', NULL]`:                                    `[0.1,"infinity","-infinity","NaN",null]`,
		`SELECT {'a': 1e300::DOUBLE, 'b': -1e-7::DOUBLE}`:                                    `{"a":1e+300,"b":-1e-07}`,
		`SELECT ['<b>&"\', chr(0), chr(10), 'Ế 😀']`:                                          `["<b>&\"\\","\u0000","\n","Ế 😀"]`,
		`SELECT {'<b>&"\': '<b>', 'Tên trạm': 1.0}`:                                          `{"<b>&\"\\":"<b>","Tên trạm":1.0}`,
		`SELECT {'it''s': 1, 'A b': 2, 'select': 3, 'UPPER': 4, 'a,b)[': DATE '2026-01-01'}`: `{"it's":1,"A b":2,"select":3,"UPPER":4,"a,b)[":"2026-01-01"}`,
		`SELECT {'a': {'b': {'c': [{'d': NULL::DECIMAL(3,1)}]}}}`:                            `{"a":{"b":{"c":[{"d":null}]}}}`,
		`SELECT row(1, NULL, row('x', [1.5]), TIMETZ '10:00:00+09')`:                         `[1,null,["x",[1.5]],"10:00:00+09"]`,
		`SELECT row(NULL, TIMESTAMPTZ '2026-01-01 20:00:00+00')`:                             `[null,"2026-01-02 03:00:00+07"]`,
		`SELECT [DATE 'infinity', NULL, DATE '0044-03-15 (BC)']`:                             `["infinity",null,"0044-03-15 (BC)"]`,
		`SELECT [TIME '24:00:00']`:                                                           `["24:00:00"]`,
		`SELECT [TIMESTAMP '2026-01-01 00:00:00', '2026-01-01 08:30:00.5']`:                  `["2026-01-01 00:00:00","2026-01-01 08:30:00.5"]`,
		`SELECT [INTERVAL '-3 days', INTERVAL '1 month']`:                                    `["-3 days","1 month"]`,
		`SELECT ['\x00A'::BLOB]`:                                                             `["0041"]`,
		`SELECT ['12345678-1234-1234-1234-123456789abc'::UUID]`:                              `["12345678-1234-1234-1234-123456789abc"]`,
		`SELECT ['a)'::ENUM('a)', 'it''s, [b]')]`:                                            `["a)"]`,
		`SELECT {'e': 'it''s, [b]'::ENUM('a)', 'it''s, [b]'), 'n': 1}`:                       `{"e":"it's, [b]","n":1}`,
		`SELECT ['{"b": 1.50}'::JSON, NULL, 'null'::JSON]`:                                   `[{"b": 1.50},null,null]`,
		`SELECT MAP {'k"': [1.5], 'l': NULL}`:                                                `{"k\"":[1.5],"l":null}`,
		`SELECT MAP {1.50: 'x'}`:                                                             `{"1.50":"x"}`,
		`SELECT MAP {DATE '2026-01-01': true}`:                                               `{"2026-01-01":true}`,
		`SELECT MAP {{'a': 1}: 2}`:                                                           `{"{\"a\":1}":2}`,
		`SELECT MAP {}::MAP(VARCHAR, INTEGER)`:                                               `{}`,
		`SELECT [union_value(num := 1.5), union_value(num := NULL)]`:                         `[{"num":1.5},{"num":null}]`,
		`SELECT 'x'::UNION(num DECIMAL(3,1), "The text" VARCHAR)`:                            `{"The text":"x"}`,
		`SELECT [5::BIGNUM, NULL]`:                                                           `[5,null]`,
		`SELECT ['101'::BIT]`:                                                                `["101"]`,
		`SELECT list({'i': i, 'd': i / 4::DECIMAL(4,2)} ORDER BY i) FROM range(3) r(i)`:      `[{"i":0,"d":0.0},{"i":1,"d":0.25},{"i":2,"d":0.5}]`,
	} {
		_, got, _ := strings.Cut(strings.TrimSuffix(first(t, g, text), ";"), "=")
		if strings.HasPrefix(text, "SELECT {'e'") || strings.HasPrefix(text, "SELECT ['a)'") { // the type's name holds the sign
			got = got[strings.LastIndex(got, "=")+1:]
		}
		if got != want {
			t.Errorf("%s:\n%s, want\n%s", text, got, want)
		}
		if want != "<nil>" && !json.Valid([]byte(got)) {
			t.Errorf("%s: this is no JSON: %s", text, got)
		}
	}
}

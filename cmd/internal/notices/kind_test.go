package notices

import "testing"

func TestLicencesAreToldApart(t *testing.T) {
	for text, want := range map[string]string{
		"GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3":                                                             "AGPL",
		"                    GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007":                                 "GPL",
		"GNU LESSER GENERAL PUBLIC LICENSE\n Version 2.1":                                                          "LGPL",
		"Mozilla Public License, version 2.0. Secondary License means the GNU General Public License, Version 2.0": "MPL-2.0",
		"                   Apache License\n             Version 2.0, January 2004":                                "Apache-2.0",
		"Permission is hereby granted, free of charge, to any person obtaining\na copy":                            "MIT",
		"// Redistribution and use in source and binary forms, with\n// or without":                                "BSD",
		"Permission to use, copy, modify, and/or distribute this software for any":                                 "ISC",
		"All rights reserved. Nobody may copy this.":                                                               "",
	} {
		if got := Kind(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
	mit := Text{"LICENSE", "Permission is hereby granted, free of charge, to any person obtaining a copy"}
	for _, c := range []struct {
		texts []Text
		want  string
	}{
		{[]Text{mit, {"NOTICE", "made by somebody"}}, ""},
		{[]Text{mit, {"COPYING", "GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007"}}, "COPYING: GPL"},
		{[]Text{{"LICENSE", "All rights reserved."}, {"NOTICE", "x"}}, "unknown licence in LICENSE"},
		{nil, "unknown licence in "},
	} {
		if got := Refused(c.texts); got != c.want {
			t.Errorf("%v: %q, not %q", c.texts, got, c.want)
		}
	}
}

package lex

import "testing"

func TestWithoutDegrees(t *testing.T) {
	for text, want := range map[string]string{
		"BS": "bs", "BS CKI": "bs", "BSCKI": "bs", "BS. CKI": "bs", "Bs. CKII": "bs", "BSCK1": "bs", "BS CK II": "bs", "ThS.BS": "bs", "ThSBS": "bs",
		"BS.ThS": "bs", "TS. BS CKII": "bs", "PGS.TS.BS": "bs", "BS nội trú": "bs", "BSNT": "bs", "BSĐK": "bs",
		"Bác sĩ": "bac_si", "Bác sỹ CKI": "bac_si", "Bác sĩ chuyên khoa I": "bac_si", "Thạc sỹ, bác sỹ": "bac_si", "Bác sĩ chuyên khoa cấp 2": "bac_si",
		"BS CKI YHDP": "bs_yhdp", "CN. Điều dưỡng": "dieu_duong", "Cử nhân YTCC": "ytcc", "ĐD CĐ": "dd", "Cao đẳng hộ sinh": "ho_sinh",
		"BS CKI Nội": "bs_noi", "BS CKIII": "bs_ckiii", "Y sĩ đa khoa": "y_si", "BSX": "bsx",
		"ThS": "", "CKI": "", "": "",
	} {
		if got := WithoutDegrees(Key(text)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

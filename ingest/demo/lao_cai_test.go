package demo

import (
	"maps"
	"regexp"
	"strings"
	"testing"
)

// The sums of plan 57/KH-UBND, three ways, as a reader of the files finds them.
func TestLaoCaiSums(t *testing.T) {
	all, _ := read(t, LaoCai)
	levels, names := map[string]string{}, map[string]string{}
	for _, u := range all["don-vi-cu"].rows {
		levels[u["Mã đơn vị"]], names[u["Mã đơn vị"]] = u["Tuyến"], u["Tên đơn vị"]
	}
	types := map[string]string{}
	for _, s := range all["tram-y-te"].rows {
		types[s["Mã trạm"]] = s["Loại"]
	}
	to := map[string]map[bool]bool{} // worker → whether hospitals receive him
	for _, o := range all["luan-phien"].rows {
		worker := o["Mã cán bộ"]
		if to[worker] == nil {
			to[worker] = map[bool]bool{}
		}
		to[worker][types[o["Mã trạm"]] == hospital] = true
	}
	qualifications, senders, directions := map[string]int{}, map[string]int{}, map[string]int{}
	sending := map[string]bool{}
	for _, w := range all["can-bo"].rows {
		unit := w["Mã đơn vị"]
		qualifications[w["Trình độ"]]++
		senders[senderOnRecord(names[unit])]++
		sending[unit] = true
		switch received := to[w["Mã cán bộ"]]; {
		case len(received) != 1:
			t.Errorf("%s is sent to %v", w["Mã cán bộ"], received)
		case received[true]:
			directions[levels[unit]+" → hospital"]++
		default:
			directions[levels[unit]+" → station"]++
		}
	}
	for _, sum := range []struct {
		way       string
		got, want map[string]int
	}{
		{"qualification", qualifications, map[string]int{
			"bác sĩ chuyên khoa II": 4, "bác sĩ chuyên khoa I": 56, "thạc sĩ": 4, "kỹ thuật viên chuyên khoa I": 1,
			"bác sĩ": 49, "điều dưỡng": 14, "kỹ thuật viên": 1, "cử nhân hộ sinh/phụ sản": 10,
		}},
		{"sender", senders, map[string]int{
			"provincial general hospital": 13, "specialist hospitals": 9, "district general hospitals": 62, "health centres": 55,
		}},
		{"direction", directions, map[string]int{"tỉnh → hospital": 22, "huyện → station": 117}},
	} {
		total := 0
		for _, n := range sum.got {
			total += n
		}
		if !maps.Equal(sum.got, sum.want) || total != 139 {
			t.Errorf("by %s: %v, %d in all; want %v", sum.way, sum.got, total, sum.want)
		}
	}
	if len(names) != 22 || len(sending) != 22 {
		t.Errorf("%d units, of which %d send workers; want 22", len(names), len(sending))
	}
}

// senderOnRecord is the kind of sender that the plan adds up.
func senderOnRecord(name string) string {
	switch name {
	case "Bệnh viện Đa khoa tỉnh":
		return "provincial general hospital"
	case "Bệnh viện Sản – Nhi", "Bệnh viện Phục hồi chức năng", "Bệnh viện Y học cổ truyền":
		return "specialist hospitals"
	}
	switch {
	case strings.HasPrefix(name, "Bệnh viện Đa khoa "):
		return "district general hospitals"
	case strings.HasPrefix(name, "Trung tâm Y tế "):
		return "health centres"
	}
	return name
}

// Nine districts, each with a hospital and with communes whose names say that they are invented. Nothing has a place.
func TestLaoCaiFacilities(t *testing.T) {
	all, _ := read(t, LaoCai)
	invented := regexp.MustCompile(`^Trạm y tế (xã|phường) \d\d, (.+)$`)
	communes, hospitals := map[string]int{}, map[string]int{}
	for _, s := range all["tram-y-te"].rows {
		district := strings.TrimPrefix(s["Trung tâm y tế"], "Trung tâm Y tế ")
		for _, kind := range []string{"huyện ", "thị xã ", "thành phố "} {
			district = strings.TrimPrefix(district, kind)
		}
		match := invented.FindStringSubmatch(s["Tên trạm"])
		switch {
		case s["Loại"] == hospital:
			hospitals[district]++
			if !strings.HasSuffix(s["Tên trạm"], " "+district) {
				t.Errorf("%s lies in %s", s["Tên trạm"], district)
			}
		case match == nil || match[1] != s["Loại"] || match[2] != district:
			t.Errorf("%s (%s) in %s is not marked as invented", s["Tên trạm"], s["Loại"], district)
		default:
			communes[district]++
		}
		if s["Vĩ độ"] != "" || s["Kinh độ"] != "" {
			t.Errorf("%s has coordinates", s["Tên trạm"])
		}
	}
	for _, district := range []string{
		"Bát Xát", "Bảo Thắng", "Bảo Yên", "Bắc Hà", "Mường Khương", "Sa Pa", "Si Ma Cai", "Văn Bàn", "Lào Cai",
	} {
		if hospitals[district] != 1 || communes[district] == 0 {
			t.Errorf("%s: %d hospitals, %d communes", district, hospitals[district], communes[district])
		}
	}
	if len(hospitals) != 9 || len(communes) != 9 {
		t.Errorf("hospitals %v, communes %v", hospitals, communes)
	}
}

// Everybody is sent in the first wave, and a hospital receives, reports and has needs as a station does.
func TestHospitalsAreStationsLikeOthers(t *testing.T) {
	all, _ := read(t, LaoCai)
	types := map[string]string{}
	for _, s := range all["tram-y-te"].rows {
		types[s["Mã trạm"]] = s["Loại"]
	}
	sent, received := map[string]bool{}, map[string]bool{}
	for _, o := range all["luan-phien"].rows {
		if o["Từ ngày"] == "10/02/2025" {
			sent[o["Mã cán bộ"]], received[o["Mã trạm"]] = true, true
		}
	}
	if len(sent) != 139 || len(received) < len(types)*4/5 {
		t.Errorf("first wave: %d workers at %d of %d facilities", len(sent), len(received), len(types))
	}
	for _, table := range []string{"luan-phien", "nhu-cau", "hoat-dong", "chi-so", "bao-cao-tuan", "bao-cao-dot-xuat"} {
		seen := map[string]map[string]bool{}
		for _, row := range all[table].rows {
			kind := types[row["Mã trạm"]]
			if seen[kind] == nil {
				seen[kind] = map[string]bool{}
			}
			seen[kind][row["Mã trạm"]] = true
		}
		if len(seen) != 3 || table != "bao-cao-dot-xuat" && len(seen[hospital]) != 9 {
			t.Errorf("%s is about %v", table, seen)
		}
	}
}

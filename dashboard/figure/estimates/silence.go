package estimates

import (
	"luanphien/analytics"
	"luanphien/dashboard/question"
)

func silenceLine(s analytics.Silence) checkLine {
	l := checkLine{name: "silence", result: "none"}
	if s.Limit > 0 {
		l.result = "small"
		if s.Told() {
			l.result = "large"
		}
	}
	return l
}

// silenceInWords says whether weeks with support go unreported more often, or less, than others at the same stations.
func silenceInWords(r *question.Question, s analytics.Silence) string {
	w := r.Words
	if s.Limit == 0 {
		return w.N("silence.none", s.Stations)
	}
	key := "silence.even"
	if s.Told() {
		key = "silence.more"
		if s.T < 0 {
			key = "silence.less"
		}
	}
	supported, _ := s.Supported.Value()
	others, _ := s.Others.Value()
	return w.T(key, "supported", w.Percent(100*supported, s.Supported.Denominator), "others", w.Percent(100*others, s.Others.Denominator), "n", s.Stations)
}

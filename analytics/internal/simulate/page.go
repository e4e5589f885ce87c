package main

import (
	"fmt"
	"strings"
)

// page writes the document.
func page(rows []outcome) string {
	var b strings.Builder
	last := rows[len(rows)-1]
	runs, many := rows[0].runs, fmt.Sprintf("make simulate PROVINCES=%d", rows[0].runs)
	if last.runs != runs {
		many += fmt.Sprintf(" BIASED=%d", last.runs)
	}
	fmt.Fprintf(&b, opening, many, runs, last.runs, groups, weeksBefore, weeksAfter, spread, 100*missing, outcome{runs: runs}.slack())
	b.WriteString("| setting | mean truth | mean RA-1 | mean error, % of E | interval holds truth | mean width | few stations decide | RA-0 holds truth | RA-4, mean error | claim |\n" +
		"|---|---:|---:|---:|---:|---:|---:|---:|---:|---|\n")
	for _, o := range rows {
		if o.kind == biased {
			continue
		}
		n := float64(o.runs)
		fmt.Fprintf(&b, "| %s | %.0f | %.0f | %+.2f | %.1f %% | %.0f | %.0f %% | %.1f %% | %s | %s |\n", o.name, o.truth/n, o.estimate/n, o.bias(),
			o.of(o.held), o.width/n, o.of(o.concentrated), o.of(o.heldUnadjusted), o.imputedError(), o.verdict())
	}
	b.WriteString(checksOpening)
	b.WriteString("| setting | placebo fails | carry-over fails | RA-1 and RA-4 or RA-2 apart | missing reports are said | figure given to the press | interval of these holds truth | stations called different | provinces with a false verdict |\n" +
		"|---|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, o := range rows {
		if o.kind == biased {
			continue
		}
		fmt.Fprintf(&b, "| %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %s | %.1f | %s |\n", o.name, o.of(o.placebo), o.of(o.carry), o.of(o.disagree), o.of(o.silence), o.of(o.shown),
			o.shownShare(), float64(o.verdicts)/float64(o.runs), o.falseShare())
	}
	b.WriteString(biasOpening)
	b.WriteString("| bias | mean truth | mean RA-1 | error, % of E | interval holds truth | placebo catches | carry-over catches | RA-4 or RA-2 catches | any of these | allocation is said | missing reports are said | weeks unreported, with support / without |\n" +
		"|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, o := range rows {
		if o.kind != biased {
			continue
		}
		n := float64(o.runs)
		fmt.Fprintf(&b, "| %s | %.0f | %.0f | %+.1f | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% / %.1f %% |\n", o.name, o.truth/n, o.estimate/n, o.bias(),
			o.of(o.held), o.of(o.placebo), o.of(o.carry), o.of(o.disagree), 100-o.of(o.shown), o.of(o.allocation), o.of(o.silence), o.supported.inPercent(), o.others.inPercent())
	}
	return b.String() + closing
}

func (o outcome) imputedError() string {
	if o.imputedShown == 0 {
		return "not reported"
	}
	return fmt.Sprintf("%+.2f", 100*o.imputed/float64(o.imputedShown)/(o.expected/float64(o.runs)))
}

func (o outcome) shownShare() string {
	if o.shown == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(o.shownHeld)/float64(o.shown))
}

func (o outcome) falseShare() string {
	if o.ratio != 1 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", o.of(o.falseVerdicts))
}

const opening = `# Is the truth recovered?

Nobody knows how many patients would have been referred had no doctor come. So the method is tried where the truth *is* known: on
made-up provinces. ` + "`%s`" + ` writes this page: it draws %d provinces per setting (%d where
a bias is built in) from a fixed seed and estimates each by the same code as the dashboard.

A province has 45 stations (20 or 12 where said) × %d diagnosis groups, %d weeks before the rotation and %d weeks of it, in which a few
stations never have a doctor and the others take turns of two to six weeks. Base rates differ between stations (coefficient of
variation %.1f), %.0f %% of the weekly reports are missing. The true rate ratio while supported is 0.72 («effect»: 28 of 100 referrals
do not happen), or 1 («no effect»). From «season» on, season (±15 %%) and trend (±30 %% over the time) move all stations alike.

- *Noise of station-weeks*: now and then a station has a bad or a good week, in all its diagnosis groups at once (variance 0.05).
- *Drift of stations*: a station's level wanders, and stays where it has wandered to for months (each week keeps 0.9 of the last
  week's departure; standard deviation 0.2).
- *Few controls*: turns of 8 to 14 weeks with pauses of one or two, and two stations never supported.

**Claim**: the 95 %% interval of RA-1 holds the truth in 93 to 99 %% of the provinces; in (f), with twelve stations, in so many of
those in which no check withholds the figure. Over this many provinces a share errs by chance by up to %.1f points. The mean error
is that of RA-1 in percent of the expected number E. RA-0 is the same estimate without calibration, for comparison.

In plain words: where stations can be compared with others at the same time, «an estimated 500 fewer, 390 to 630» is right about the
390 to 630 in 95 of 100 provinces, whatever the season and however the stations wander. Where hardly any station is without a doctor
at a time (d), it is right as often, but says so in a much wider interval: few stations are compared with. With a dozen stations in
all (f) it is right in fewer: look at what the checks say before quoting it.

Why (d) is so wide: two stations are the comparison all the time, the others only for a week or two between turns. What the stations
weigh in the estimate comes to 2 stations of equal weight (7 in (c)), so that leaving out one after the other (§4.1 step 8) rests on
few. The reference takes the quantile of t with J − 1 = 44 degrees of freedom all the same, and its interval holds the truth in 90 to
92 %% of such provinces. Here, where all come to fewer than 5 equal ones («few stations decide»), t has 4 degrees of freedom. Nowhere
else does that change a figure.

`

const checksOpening = `
## What the checks say where nothing is wrong

Three checks decide beside the figure: the weeks just before a doctor comes must not look like weeks with one (*placebo*), nor the
weeks just after (*carry-over*), and a second way of computing (RA-4, RA-2) must not contradict. Where nothing is wrong they should
rarely fail. A figure that fails one is shown to directors with the reason and not given to the press. A *false verdict* calls a
single station clearly different although there is no effect anywhere. *Missing reports* are said where weeks with a doctor go
unreported more often, or less, than others.

`

const biasOpening = `
## Known biases: what no interval cures

In these settings (noise and drift as in (c)) something is wrong with the comparison itself. The estimate is off, and the table says
by how much and how often a check notices. Where nothing is wrong, the same checks fail in about one province in ten (the table above):
a check that fails no oftener than that notices nothing.

`

const closing = `
- *Support went where referrals were high before the programme*: the stations fall back by themselves, and the estimate takes that for
  an effect. The allocation is always said in words, and the checks fail oftener than by chance; it is not always withheld.
- *Support went where referrals are high at the moment*: the checks see it in nearly every province.
- *Busy weeks with support are not reported*: the checks of §4.4 and §4.7 see nothing of it. RA-4 and RA-2 leave out the same weeks as
  RA-1; placebo and carry-over compare weeks without support, which are reported as before. They fail no oftener than by chance. What
  gives it away is the last column: weeks with a doctor go unreported more often than others. That comparison within each station
  stands beside the other checks and is said in words («missing reports are said»); it does not withhold the figure, because reports
  may be missing for harmless reasons. Ask for the missing ones, those of busy weeks first, before quoting a figure.
- *What was learned stays after the doctor has gone*: the estimate is too small, not too large; about every second province is caught.

A bias that the checks seldom notice must be kept out by how stations are chosen and reports are sent, not by arithmetic. Record why
each station was chosen.
`

package main

import (
	"fmt"
	"strings"
)

// page writes the document.
func page(rows []outcome, runs int) string {
	var b strings.Builder
	fmt.Fprintf(&b, opening, runs, groups, weeksBefore, weeksAfter, spread, 100*missing, outcome{runs: runs}.slack())
	b.WriteString("| setting | mean truth | mean RA-1 | mean error, % of E | interval holds truth | mean width | RA-0 holds truth | RA-4, mean error | claim |\n" +
		"|---|---:|---:|---:|---:|---:|---:|---:|---|\n")
	for _, o := range rows {
		if o.kind == biased {
			continue
		}
		n := float64(o.runs)
		fmt.Fprintf(&b, "| %s | %.0f | %.0f | %+.2f | %.1f %% | %.0f | %.1f %% | %s | %s |\n", o.name, o.truth/n, o.estimate/n, o.bias(),
			o.of(o.held), o.width/n, o.of(o.heldUnadjusted), o.imputedError(), o.verdict())
	}
	b.WriteString(checksOpening)
	b.WriteString("| setting | placebo fails | carry-over fails | RA-1 and RA-4 or RA-2 apart | figure given to the press | interval of these holds truth | stations called different | provinces with a false verdict |\n" +
		"|---|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, o := range rows {
		if o.kind == biased {
			continue
		}
		fmt.Fprintf(&b, "| %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %s | %.1f | %s |\n", o.name, o.of(o.placebo), o.of(o.carry), o.of(o.disagree), o.of(o.shown),
			o.shownShare(), float64(o.verdicts)/float64(o.runs), o.falseShare())
	}
	b.WriteString(biasOpening)
	b.WriteString("| bias | mean truth | mean RA-1 | error, % of E | interval holds truth | placebo catches | carry-over catches | RA-4 or RA-2 catches | allocation is said | not given to the press |\n" +
		"|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, o := range rows {
		if o.kind != biased {
			continue
		}
		n := float64(o.runs)
		fmt.Fprintf(&b, "| %s | %.0f | %.0f | %+.1f | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |\n", o.name, o.truth/n, o.estimate/n, o.bias(),
			o.of(o.held), o.of(o.placebo), o.of(o.carry), o.of(o.disagree), o.of(o.allocation), 100-o.of(o.shown))
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

func (o outcome) verdict() string {
	if o.holds() {
		return "holds"
	}
	return "**fails**"
}

const opening = `# Is the truth recovered?

Nobody knows how many patients would have been referred had no doctor come. So the method is tried where the truth *is* known: on
made-up provinces. ` + "`make simulate`" + ` writes this page: it draws %d provinces per setting from a fixed seed and estimates each by the same
code as the dashboard.

A province has 45 stations (20 or 12 where said) × %d diagnosis groups, %d weeks before the rotation and %d weeks of it, in which a few
stations never have a doctor and the others take turns of two to six weeks. Base rates differ between stations (coefficient of
variation %.1f), %.0f %% of the weekly reports are missing. The true rate ratio while supported is 0.72 («effect»: 28 of 100 referrals
do not happen), or 1 («no effect»). From «season» on, season (±15 %%) and trend (±30 %% over the time) move all stations alike.

- *Noise of station-weeks*: now and then a station has a bad or a good week, in all its diagnosis groups at once (variance 0.05).
- *Drift of stations*: a station's level wanders, and stays where it has wandered to for months (each week keeps 0.9 of the last
  week's departure; standard deviation 0.2).
- *Few controls*: turns of 8 to 14 weeks with pauses of one or two, and two stations never supported.

**Claim**: the 95 %% interval of RA-1 holds the truth in 93 to 99 %% of the provinces in every setting but (f), where it does or the
figure is withheld (over this many provinces a share errs by chance, %.1f points to either side,
which the column «claim» allows for: fewer provinces prove less). The mean error is
that of RA-1 in percent of the expected number E. RA-0 is the same estimate without calibration, for comparison.

`

const checksOpening = `
## What the checks say where nothing is wrong

Three checks stand beside the figure: the weeks just before a doctor comes must not look like weeks with one (*placebo*), nor the
weeks just after (*carry-over*), and a second way of computing (RA-4, RA-2) must not contradict. Where nothing is wrong they should
rarely fail. A figure that fails one is shown to directors with the reason and not given to the press. A *false verdict* calls a
single station clearly different although there is no effect anywhere.

`

const biasOpening = `
## Known biases: what no interval cures

In these settings (noise and drift as in (c)) something is wrong with the comparison itself. The estimate is off, and the table says
by how much and how often a check notices.

`

const closing = `
Read the last table before defending a figure: a bias that the checks seldom notice must be kept out by how stations are chosen and
reports are sent, not by arithmetic. Record why each station was chosen; ask for the reports of busy weeks first.
`

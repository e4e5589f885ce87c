package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"luanphien/analytics"
	"luanphien/queries"
	"luanphien/queries/calendar"
)

func newIndicatorsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "indicators",
		Short: "In các chỉ số – print the indicators",
		Long: "In mọi chỉ số của một kỳ (tuần ISO), không làm tròn. Mặc định: từ đầu đợt luân phiên đến tuần trọn vẹn gần nhất.\n" +
			"Prints every indicator of a period (ISO weeks), unrounded. By default from the start of the rotation to the last complete week.",
		Example: "  luanphien indicators --from 2026-W01 --to 2026-W13 --as-of 2026-04-01 --format json",
		Args:    cobra.NoArgs,
		RunE:    upToDate(runIndicators),
	}
	addAsks(c, "from", "to", "as-of", "province")
	c.Flags().String("facility", "", "mã một trạm\ncode of one station")
	c.Flags().String("health-center", "", "tên một trung tâm y tế, với các trạm của nó\nname of one health-centre area")
	c.Flags().Bool("by-facility", false, "mỗi trạm và chỉ số một mục\none object per station and indicator")
	addOutputFlags(c)
	// Checked before the command runs, so that it counts as wrong usage.
	c.PreRunE = func(cmd *cobra.Command, _ []string) error {
		if cmd.Flags().Changed("facility") && cmd.Flags().Changed("by-facility") {
			return usagef("--facility và --by-facility không đi cùng nhau (do not go together)")
		}
		return nil
	}
	return c
}

func runIndicators(cmd *cobra.Command, _ []string) error {
	write, err := resultWriter(cmd)
	if err != nil {
		return err
	}
	flags, err := readIndicatorFlags(cmd)
	if err != nil {
		return err
	}
	e, err := openEdition(cmd)
	if err != nil {
		return err
	}
	defer e.Close()
	scope, err := flags.scope(cmd.Context(), e)
	if err != nil {
		return err
	}
	if scope.AsOf.After(time.Now()) {
		fmt.Fprintln(cmd.ErrOrStderr(), aheadOfNow(scope.AsOf))
	}
	list, err := e.Indicators(cmd.Context(), scope, flags.byFacility)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	if err := write(out, indicatorRows(list)); err != nil {
		return err
	}
	return out.Flush()
}

// indicatorFlags are the flags as read; a zero value is a flag not given.
type indicatorFlags struct {
	from, to                         *calendar.Week
	asOf                             time.Time
	facility, healthCenter, province string
	byFacility                       bool
}

func readIndicatorFlags(cmd *cobra.Command) (indicatorFlags, error) {
	var f indicatorFlags
	flags := cmd.Flags()
	var err error
	if f.facility, err = flags.GetString("facility"); err != nil {
		return f, err
	}
	if f.province, err = flags.GetString("province"); err != nil {
		return f, err
	}
	if f.healthCenter, err = flags.GetString("health-center"); err != nil {
		return f, err
	}
	if f.byFacility, err = flags.GetBool("by-facility"); err != nil {
		return f, err
	}
	if f.from, err = weekFlag(cmd, "from"); err != nil {
		return f, err
	}
	if f.to, err = weekFlag(cmd, "to"); err != nil {
		return f, err
	}
	asOf, err := flags.GetString("as-of")
	if err != nil || asOf == "" {
		return f, err
	}
	if f.asOf, err = calendar.ParseAsOf(asOf); err != nil {
		return f, wrongMoment("as-of", asOf, err)
	}
	if !calendar.Holds(calendar.LastFullDay(f.asOf)) {
		return f, beyondCalendar("as-of", asOf)
	}
	return f, nil
}

func weekFlag(cmd *cobra.Command, name string) (*calendar.Week, error) {
	text, err := cmd.Flags().GetString(name)
	if err != nil || text == "" {
		return nil, err
	}
	w, err := calendar.ParseWeek(text)
	if err != nil {
		return nil, wrongWeek(name, text, err)
	}
	if !calendar.Holds(w.Monday()) || !calendar.Holds(w.Sunday()) {
		return nil, beyondCalendar(name, text)
	}
	return &w, nil
}

// scope puts what the flags say into the default scope.
func (f indicatorFlags) scope(ctx context.Context, e *analytics.Edition) (analytics.Scope, error) {
	defaults := func() (analytics.Scope, error) { return e.DefaultScope(ctx, time.Now()) }
	if !f.asOf.IsZero() {
		defaults = func() (analytics.Scope, error) { return e.DefaultScopeAsOf(ctx, f.asOf) }
	}
	scope, err := defaults()
	if err != nil {
		return scope, err
	}
	if f.from != nil {
		scope.From = f.from.Monday()
	}
	if f.to != nil {
		scope.To = f.to.Sunday()
	}
	if scope.To.Before(scope.From) {
		return scope, usagef("kỳ kết thúc trước khi bắt đầu (the period ends before it begins)")
	}
	scope.Facility, scope.HealthCenter, scope.Province = f.facility, f.healthCenter, f.province
	return scope, f.checkPlace(ctx, e)
}

// checkPlace refuses a station or an area that is not there, rather than print figures of nothing.
func (f indicatorFlags) checkPlace(ctx context.Context, e *analytics.Edition) error {
	stations, err := e.Stations(ctx)
	if err != nil {
		return err
	}
	if f.facility != "" && !slices.ContainsFunc(stations, func(s analytics.Station) bool { return s.Code == f.facility }) {
		return fmt.Errorf("không có trạm nào mang mã «%s»; xem: luanphien query stations\nno station has the code %q; luanphien query stations lists them", f.facility, f.facility)
	}
	if f.province != "" && !slices.ContainsFunc(stations, func(s analytics.Station) bool { return s.Province == f.province }) {
		return fmt.Errorf("không có trạm nào của tỉnh «%s»; xem: luanphien query stations\nno station is of the province %q; luanphien query stations lists them", f.province, f.province)
	}
	if f.healthCenter != "" && !slices.ContainsFunc(stations, func(s analytics.Station) bool { return s.HealthCenter == f.healthCenter }) {
		return fmt.Errorf("không có trạm nào thuộc «%s»; xem: luanphien query stations\nno station belongs to %q; luanphien query stations lists them", f.healthCenter, f.healthCenter)
	}
	return nil
}

// indicatorRows puts the indicators into the shape of a query's result.
func indicatorRows(list []analytics.Indicator) *analytics.Result {
	r := &analytics.Result{Columns: []queries.Column{{Name: "id", Type: queries.Text}, {Name: "stream", Type: queries.Text},
		{Name: "facility", Type: queries.Text}, {Name: "value", Type: queries.Decimal}, {Name: "numerator", Type: queries.Decimal},
		{Name: "denominator", Type: queries.Decimal}, {Name: "low", Type: queries.Decimal}, {Name: "high", Type: queries.Decimal},
		{Name: "state", Type: queries.Text}, {Name: "reason", Type: queries.Text}}}
	for _, n := range list {
		r.Rows = append(r.Rows, []any{n.ID, orNil(n.Stream), orNil(n.Facility), orNil(n.Value), orNil(n.Numerator),
			orNil(n.Denominator), orNil(n.Low), orNil(n.High), string(n.State), orNil(n.Reason)})
	}
	return r
}

func orNil[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

package account

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"unicode"
)

// areaRoles are the roles that may be of an area. The others need the whole province: who tells the public, who keeps the
// users.
const areaRoles = Director | DataOfficer | Analyst | CommuneManager

// StationCodes are the codes of an area as people type it, with commas, semicolons or blanks between: in order, each once.
func StationCodes(text string) []string {
	codes := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
	slices.Sort(codes)
	return slices.Compact(codes)
}

// foldStations is the form in which an area is kept.
func foldStations(text string) string { return strings.Join(StationCodes(text), ",") }

func checkArea(roles Roles, stations string) error {
	if stations != "" && roles&^areaRoles != 0 {
		return Refuse("account.problem.whole_province")
	}
	if stations == "" && roles.Any(CommuneManager) {
		return Refuse("account.problem.stations_needed")
	}
	return nil
}

func withStations(roles, stations string) string {
	if stations == "" {
		return roles
	}
	return roles + "; stations " + stations
}

// SetStations gives a user other stations to work for, "" all of them, and ends the sessions.
func (s *Store) SetStations(ctx context.Context, u User, stations string, by Actor) error {
	stations = foldStations(stations)
	if err := checkArea(u.Roles, stations); err != nil {
		return err
	}
	return s.changeUser(ctx, u, func(tx *sql.Tx) error {
		if err := do(ctx, tx, "set_stations", stations, u.ID); err != nil {
			return err
		}
		if err := do(ctx, tx, "end_sessions_of", u.ID); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionUserRoles, u.Login, withStations(u.Roles.String(), u.Stations)+" → "+withStations(u.Roles.String(), stations))
	})
}

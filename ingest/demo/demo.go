// Package demo invents a province to show the program with: the input files of the 45 communes and wards of Điện Biên,
// written in the formats that the ingest reads, to be loaded through it like any others.
//
// On the public record are only the names, codes and places of the communes, and the totals: 45 stations, 108 workers
// of whom 55 doctors and 53 in preventive medicine with their specialties, the first wave on 15 December 2025, and how
// long the two levels stay. Everything else is made up (số liệu minh họa): drawn from a fixed seed, the same bytes on
// every run, independent of the clock.
package demo

import (
	"fmt"
	"os"
	"path/filepath"
)

// filePrefix begins the name of every file, so that a stray one says what it is.
const filePrefix = "minh-hoa-"

// File is one input file.
type File struct {
	Name   string
	Bytes  []byte  // CSV, UTF-8, comma, one header line
	Rows   int     // data rows, the faulty ones included
	Faults []Fault // rows that the ingest must refuse
}

// Fault is the place of a row made wrong on purpose.
type Fault struct {
	File   string
	Line   int    // 1-based line in the file, whose header is line 1
	Column string // as in the header; "" = the whole row
}

// Files makes the ten input files, reference tables first.
func Files() ([]File, error) {
	stations, err := loadStations()
	if err != nil {
		return nil, err
	}
	p := invent(stations)
	tables := []table{
		stationTable(p.stations), unitTable(p.units), workerTable(p.workers),
		postingTable(p.postings, p.stations, p.workers), absenceTable(p.absences, p.workers),
		needTable(p.needs, p.stations),
		activityTable(p.stations, p.activity, p.silent),
		indicatorTable(p.stations, p.doctorDays, p.preventiveDays, p.silent),
		reportTable(p.reports, p.stations, p.workers),
		incidentTable(p.incidents, p.stations, p.workers),
	}
	files := make([]File, 0, len(tables))
	for _, t := range tables {
		f, err := t.file()
		if err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
		files = append(files, f)
	}
	return files, nil
}

// Write puts the ten input files into a folder, which it makes if need be, and returns them in the order of Files.
func Write(dir string) ([]File, error) {
	files, err := Files()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Bytes, 0o644); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// province is everything invented.
type province struct {
	stations                   []station
	units                      []unit
	workers                    []worker
	needs                      []need
	postings                   []posting
	absences                   []absence
	doctorDays, preventiveDays [][]int // station → week → days
	silent                     outage
	activity                   [][][]cell // station → week → group
	reports                    []report
	incidents                  []incident
}

func invent(stations []station) province {
	p := province{stations: stations, units: makeUnits(stations)}
	p.workers = makeWorkers(p.units)
	p.needs = makeNeeds(stations)
	p.postings = makePostings(stations, p.workers, p.needs)
	applyFates(p.postings)
	p.absences = makeAbsences(p.postings)
	there := makePresence(len(p.workers), p.postings, p.absences)
	p.doctorDays = there.supportDays(p.workers, true, len(stations))
	p.preventiveDays = there.supportDays(p.workers, false, len(stations))
	p.silent = makeOutages(stations)
	p.activity = makeActivity(stations, p.doctorDays)
	p.reports = append(stationReports(stations, p.silent), workerReports(p.workers, stations, there)...)
	p.incidents = makeIncidents(p.workers, there)
	return p
}

// Package demo invents provinces to show the program with: the input files of the health stations and hospitals of Điện
// Biên or of Lào Cai, written in the formats that the ingest reads, to be loaded through it like any others.
//
// A province is data, dien_bien.go and lao_cai.go: what of it is on the public record. Everything else is made up (số
// liệu minh họa): drawn from a fixed seed, the same bytes on every run, independent of the clock.
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

// Files makes the fourteen input files, reference tables first.
func (p *Province) Files() ([]File, error) {
	stations, err := p.loadStations()
	if err != nil {
		return nil, err
	}
	made := p.invent(stations)
	tables := []table{
		p.stationTable(stations), p.unitTable(made.units), p.workerTable(made.workers),
		p.postingTable(made.postings, stations, made.workers), p.absenceTable(made.absences, made.workers),
		p.needTable(made.needs, stations),
		p.activityTable(stations, made.activity, made.silent),
		p.indicatorTable(stations, made.doctorDays, made.preventiveDays, made.silent),
		p.reportTable(made.reports, stations, made.workers),
		p.incidentTable(made.incidents, stations, made.workers),
		p.targetTable(stations), p.rebaseTable(stations), holidayTable(), p.contactTable(stations, made.units),
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

// Write puts the fourteen input files into a folder, which it makes if need be, and returns them in the order of Files.
func (p *Province) Write(dir string) ([]File, error) {
	files, err := p.Files()
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

// invention is everything invented.
type invention struct {
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

func (p *Province) invent(stations []station) invention {
	made := invention{stations: stations, units: p.makeUnits(stations)}
	made.workers = p.makeWorkers(made.units)
	made.needs = p.makeNeeds(stations)
	made.postings = p.makePostings(stations, made.workers, made.needs)
	p.applyFates(made.postings)
	made.absences = p.makeAbsences(made.postings)
	there := p.makePresence(len(made.workers), made.postings, made.absences)
	made.doctorDays = there.supportDays(made.workers, doctor, len(stations), p.weeks())
	made.preventiveDays = there.supportDays(made.workers, preventive, len(stations), p.weeks())
	made.silent = p.makeOutages(stations)
	made.activity = p.makeActivity(stations, made.doctorDays)
	made.reports = append(p.stationReports(stations, made.silent), p.workerReports(made.workers, stations, there)...)
	made.incidents = p.makeIncidents(made.workers, there)
	return made
}

package loading

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/stationset"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/upload"
	"luanphien/queries/fault"
)

const (
	jobPatience = time.Second    // a page waits so long for a short job before it shows how far it is
	jobLife     = 24 * time.Hour // a result can be looked at again
)

// job is what is done behind the page of an upload: its files are read for the preview, and later loaded. It goes on
// when the page is closed, and is found again when it is opened.
type job struct {
	upload *upload.Upload
	paths  []string
	loader upload.Loader
	area   stationset.Set // that its user worked for when it began
	loads  bool           // it loads, rather than previews
	done   chan struct{}  // closed at the end; what follows is written before that
	ended  time.Time
	result *upload.LoadReport // foretold or done
	err    error
	again  bool             // what came out may be different the next time, and is shown once
	news   *problem.Problem // what a preview is made anew for: why the load that was agreed to was not made

	mu   sync.Mutex
	step upload.Step
	file int   // that is read now
	read int64 // bytes of it
}

func (j *job) watch(p upload.Progress) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.step = p.Step
	for i, path := range j.paths {
		if path == p.Path && i != j.file {
			j.file, j.read = i, 0
		}
	}
	if p.Step == upload.StepRead {
		j.read = max(j.read, p.Done)
	}
}

// running tells whether the job has not ended.
func (j *job) running() bool {
	select {
	case <-j.done:
		return false
	default:
		return true
	}
}

// await waits for the end of the job, not for long.
func (j *job) await(ctx context.Context) {
	select {
	case <-j.done:
	case <-ctx.Done():
	case <-time.After(jobPatience):
	}
}

// jobs are those of the server, by upload. They run one after the other, since each needs the data folder for itself.
type jobs struct {
	mu     sync.Mutex
	list   map[string]*job
	turn   chan struct{}
	life   context.Context // ends with the server
	cancel context.CancelFunc
	group  sync.WaitGroup
}

func newJobs() *jobs {
	s := &jobs{list: map[string]*job{}, turn: make(chan struct{}, 1)}
	s.life, s.cancel = context.WithCancel(context.Background())
	return s
}

// find gives the job of an upload of that user, begun for the same area; nil where there is none.
func (s *jobs) find(id, login string, area stationset.Set) *job {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j := s.list[id]; j != nil && j.upload.Login == login && j.area == area {
		return j
	}
	return nil
}

// start runs a job, unless the upload has one that wait says to leave; it gives the one that counts.
func (s *jobs) start(j *job, leave func(*job) bool, work func(context.Context, *job)) *job {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.list[j.upload.ID]; old != nil && leave(old) {
		return old
	}
	s.list[j.upload.ID] = j
	s.group.Go(func() {
		select {
		case s.turn <- struct{}{}:
			if err := fault.Call(func() error { work(s.life, j); return nil }); err != nil {
				j.result, j.err, j.again = nil, jobFault(err), true
			}
			<-s.turn
		case <-s.life.Done():
			j.err = s.life.Err()
		}
		j.ended = time.Now()
		close(j.done)
	})
	return j
}

// jobFault is what the owner of a job is told that met a fault of the program. What it had not committed is not there.
func jobFault(err error) error {
	return problem.Of(fiber.StatusInternalServerError, "loading.problem.fault").Because(err)
}

// forget drops a job, if it is still the one of its upload.
func (s *jobs) forget(j *job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.list[j.upload.ID] == j {
		delete(s.list, j.upload.ID)
	}
}

// sweep drops the jobs that ended long ago.
func (s *jobs) sweep() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, j := range s.list {
		if !j.running() && time.Since(j.ended) > jobLife {
			delete(s.list, id)
		}
	}
}

// stop breaks the jobs off: a load that has not been committed leaves nothing behind, and its upload stays.
func (s *jobs) stop() {
	s.cancel()
	s.group.Wait()
}

// newJob is a job of who asks.
func (d *visit) newJob(u *upload.Upload) *job {
	loader := d.loader()
	if u.Province != "" {
		loader = loader.OfProvince(u.Province)
	}
	return &job{upload: u, paths: d.room.Uploads.Paths(u), loader: loader, area: d.Area, done: make(chan struct{}), step: upload.StepWait}
}

// previewJob reads the files of an upload for their preview. It may come with news.
func (d *visit) previewJob(u *upload.Upload, news *problem.Problem) *job {
	j := d.newJob(u)
	j.news = news
	return d.room.jobs.start(j, func(*job) bool { return true }, func(ctx context.Context, j *job) {
		j.watch(upload.Progress{Path: j.paths[0], Step: upload.StepRead})
		j.result, j.err = j.loader.Preview(ctx, j.paths, j.watch)
		j.again = j.err != nil // such as another load that holds the folder
	})
}

// loadJob loads an upload as agreed. An upload that is being loaded, or was, is not loaded a second time.
func (d *visit) loadJob(u *upload.Upload, a upload.Agreed, recorded func(*upload.LoadReport) error) *job {
	s, j := d.room, d.newJob(u)
	j.loads = true
	return s.jobs.start(j, func(old *job) bool { return old.loads }, func(ctx context.Context, j *job) {
		report, err := j.loader.Load(ctx, j.paths, a, j.watch)
		if err == nil {
			err = recorded(report)
		}
		if err != nil {
			j.err, j.again = err, true // the upload stays, to be tried again
			return
		}
		if err := s.Uploads.Remove(u); err != nil {
			s.Log.Warn("an upload that was loaded cannot be removed", "error", err)
		}
		s.awaitEdition(report.Published)
		j.result = report
	})
}

// errNotNow keeps an upload from being discarded while it is loaded.
var errNotNow = problem.Of(fiber.StatusConflict, "loading.problem.being_loaded")

// jobOf is the job of the upload of the address: the one it has, or a new one that reads it for the preview.
func (d *visit) jobOf() (*job, error) {
	if j := d.room.jobs.find(d.Vars["id"], d.Session.Login, d.Area); j != nil {
		return j, nil
	}
	u, err := d.opened()
	if err != nil {
		return nil, err
	}
	return d.previewJob(u, nil), nil
}

// outcome is the error with which a job ended. One that may not come again is shown once.
func (d *visit) outcome(j *job) error {
	if j.again {
		d.room.jobs.forget(j)
	}
	if errors.Is(j.err, context.Canceled) {
		return upload.ErrNoUpload
	}
	return j.err
}

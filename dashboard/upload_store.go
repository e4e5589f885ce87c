package dashboard

import (
	"context"
	"time"

	"luanphien/dashboard/upload"
)

// openSpool makes the place for uploads, where the server loads any.
func (s *Server) openSpool(o Options) {
	if o.Loader == nil {
		return
	}
	s.jobs = newJobs()
	s.loader, s.spool = o.Loader, &upload.Store{Folder: o.Uploads, Limit: o.Largest, Now: time.Now}
	if s.spool.Limit == 0 {
		s.spool.Limit = upload.DefaultUploadLimit
	}
}

// sweepUploads removes old uploads now and every hour until the context ends.
func (s *Server) sweepUploads(ctx context.Context) {
	if s.spool == nil {
		return
	}
	ticker := time.NewTicker(upload.SweepEvery)
	defer ticker.Stop()
	for {
		if err := s.spool.Sweep(); err != nil {
			s.log.Warn("old uploads cannot be removed", "error", err)
		}
		s.jobs.sweep()
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

package github

import (
	"context"
	"net/http"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

func (s *Source) Report(ctx context.Context, e source.Entry, r review.Report) (source.Written, error) { return source.Written{}, nil }
func (s *Source) ReportAll(ctx context.Context, jobs []source.Job) []source.Outcome { return nil }
func (s *Source) Check(ctx context.Context, modes []review.Mode) []source.Finding { return nil }
func (s *Source) Delivery(header http.Header, body []byte) (source.Delivery, error) { return source.Delivery{}, nil }

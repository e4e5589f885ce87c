package analytics

import "errors"

var errNotYet = errors.New("not yet")

package edition

import "path/filepath"

// FollowUps is the path of the part of the application store that holds what people do about the attention list, and
// their remarks on weeks.
func (f Folder) FollowUps() string { return filepath.Join(string(f), "followups.sqlite") }

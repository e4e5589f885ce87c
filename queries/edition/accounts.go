package edition

import "path/filepath"

// Accounts is the path of the part of the application store that holds users, sessions and the audit trail.
func (f Folder) Accounts() string { return filepath.Join(string(f), "accounts.sqlite") }

package analytics

// Share is COV-6 of the one need.
func (n NeedCoverage) Share() Ratio { return RatioOf(n.MetDays, n.NeedDays) }

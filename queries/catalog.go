package queries

// Catalog holds the named queries.
type Catalog struct{ byName map[string]*Query }

// Load reads all named queries.
func Load() (*Catalog, error) { return nil, nil }

// Get gives a query by name.
func (c *Catalog) Get(name string) (*Query, bool) { q, ok := c.byName[name]; return q, ok }

// Names lists the names in order.
func (c *Catalog) Names() []string { return nil }

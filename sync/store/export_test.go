package store

// CopiedTables are the tables that a copy takes along.
func CopiedTables() []string { return copied }

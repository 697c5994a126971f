"""What the ledger tells, each to a viewer."""

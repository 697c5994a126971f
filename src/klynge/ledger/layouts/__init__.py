"""What the ledger's papers look like."""

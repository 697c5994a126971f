"""What it tells, each to a viewer."""

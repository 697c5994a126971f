"""What computes: no Django, no clock, no network, no files, no hidden randomness; time and seed are arguments."""

"""What follows from a notice alone, without looking at any row."""

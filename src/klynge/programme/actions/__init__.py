"""What changes it."""

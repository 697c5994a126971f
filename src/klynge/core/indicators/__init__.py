"""Counting rules as data, what they count, and frozen evidence: rows x rule x period -> figure with the rows behind it."""

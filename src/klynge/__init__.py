"""Klynge runs an industry cluster: who fits what, and what came of it."""

__version__ = "0.1.0"

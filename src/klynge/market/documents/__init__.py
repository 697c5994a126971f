"""Turning rows into what others compute with, and what others give into rows."""

"""What pages are sent, read into typed values."""

"""What each person opens first."""

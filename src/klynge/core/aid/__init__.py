"""State aid: what may still be given to whom, and why. Every answer carries its steps and the legal values that it used."""

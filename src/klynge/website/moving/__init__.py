"""How a newsroom from elsewhere moves in: pure preparation, without the database."""

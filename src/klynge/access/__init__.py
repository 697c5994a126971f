"""Who may see what. Nobody can forget the check: rows refuse to be read, doors refuse to open, walls keep views off models."""

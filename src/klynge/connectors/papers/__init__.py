"""Files looked through for protective marks before anything of them is kept."""

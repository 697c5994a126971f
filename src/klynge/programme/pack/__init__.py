"""Report packs: their facts, and the files made from them."""

"""What actions on cases share: writing facts, and the limits that follow from them."""

"""What the desks read. Nothing here is stored: every figure is another feature's."""

"""What the page of a case is made of: each panel reads the look and gives its part of the context."""

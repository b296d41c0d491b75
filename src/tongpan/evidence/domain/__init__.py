"""What we decided about evidence and property: words, what files may be, sums of what is held."""

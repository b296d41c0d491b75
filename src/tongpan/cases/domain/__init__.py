"""What we decided about cases: words, the shape of stored facts, what a person enters at each step."""

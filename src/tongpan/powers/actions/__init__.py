"""What people do to the lists: each function one transaction, one step."""

"""What the actions of leads, and of features above, share: no step opens a transaction, each asserts one is open."""

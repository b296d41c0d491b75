"""Controls of seals, and of looking up a document."""

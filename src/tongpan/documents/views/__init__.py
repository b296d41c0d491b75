"""Pages of seals, and the public one where a document is looked up."""

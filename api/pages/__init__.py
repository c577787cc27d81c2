"""Pages that people read: the records of the store as HTML, without a byte from elsewhere."""

"""Records become rows; queries become pages. Nothing here knows the web."""

"""One blueprint a resource: which view serves which address."""

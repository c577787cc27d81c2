"""Pictures of what is asked, for documents and for pages of others."""

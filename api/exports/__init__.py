"""A release as files: whole, by table, and described for catalogues; nothing here knows the web."""

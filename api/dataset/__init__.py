"""YAML files become checked records, with what follows from them; nothing here knows the web."""

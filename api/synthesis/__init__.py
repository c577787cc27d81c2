"""Datasets of any size that are made up, in the shape of a real one; nothing here is a claim."""

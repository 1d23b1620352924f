"""The engine: how a town decides, and the book that remembers it."""

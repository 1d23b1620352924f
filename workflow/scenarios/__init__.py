"""Scenarios: a whole process played act by act, written as data beside its process file."""

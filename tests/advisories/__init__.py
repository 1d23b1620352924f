"""Holes others had, tried here: who may read what at which address, hostile words, keys, races, files."""

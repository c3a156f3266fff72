"""Programmes and their versions: read, compare, write, publish, what if."""

"""Boards that Boardscribe keeps itself, on a shelf that it is handed."""

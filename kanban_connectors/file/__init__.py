"""Boards in a file of the shape of Trello's own JSON export: read, and written for a move elsewhere."""

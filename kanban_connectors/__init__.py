"""Kanban boards behind one port, one file a board."""

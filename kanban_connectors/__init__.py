"""Kanban boards behind one port, one folder a board."""

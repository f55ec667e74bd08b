"""Boards of Kanboard."""

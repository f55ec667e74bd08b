"""Boards of Kaiten."""

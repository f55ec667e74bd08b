"""Turns a recording into text with speakers."""

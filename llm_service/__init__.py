"""Understands what was said: minutes, facts with evidence, answers."""

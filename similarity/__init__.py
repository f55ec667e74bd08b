"""Finds the cards that texts are about, and the texts that are about cards."""

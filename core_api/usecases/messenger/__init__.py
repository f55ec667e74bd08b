"""Asking people in messengers and hearing their answers, from the queue to the decision.

Whom and when is decided in `domain`, words are made by the notifier, a decision is `usecases.decide`'s; no messenger
is known here by name.
"""

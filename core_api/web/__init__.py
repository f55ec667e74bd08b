"""The HTTP API: a thin surface over the use cases, in one envelope, closed without its key."""

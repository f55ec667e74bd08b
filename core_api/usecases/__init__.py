"""What can be done with Boardscribe, one file a verb: the only door for every surface."""

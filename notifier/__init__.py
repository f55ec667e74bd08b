"""Asks people in messengers and brings their answers back, one file a messenger behind one port."""

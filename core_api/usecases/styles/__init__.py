"""Minutes as people hand them on: a document in one of several styles, written out in one of several formats.

The words come from minutes that are stored; nothing is asked of a model, and nothing is stored here.
"""

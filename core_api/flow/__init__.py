"""The script of one meeting as a LangGraph graph: the only importer of langgraph, and the owner of no side effect.

A node never waits: it asks for work, parks on a ticket, and is resumed by whoever finishes the work.
"""

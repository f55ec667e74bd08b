"""The vocabulary that every part of Boardscribe shares.

Frozen pydantic models and Protocols, with no behaviour beyond validation. Everything else may import this
package; it imports nothing of ours.
"""

"""The board's write path: intents that are stored before they are tried, their execution, recovery and undo.

Every write to a board goes through here. No decision whether something should be written is taken here, and no
kind of board is known: boards come through the port `Connector`.
"""

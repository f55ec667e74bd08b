"""Long work: a ledger of jobs in the database, and the worker that takes them.

The ledger is the truth; whoever wakes a worker only rings a bell. What a job does is told by its handler.
"""

"""Where everything is kept: one database and one folder of files.

The only package that knows SQL. Its functions take and give the models of `contracts`; a table's row never
leaves it (the ledger's own excepted). No decision is taken here: what may follow on what is for `domain` to say.
"""

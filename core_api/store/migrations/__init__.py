"""The history of the schema. A migration that was released is never edited.

To make one: change `tables.py`, run `python -m core_api.store.migrations "what changes"`, read what it wrote,
set `HEAD`, and run `tests/store`, which hold the tables against the migrations on both databases.
"""

HEAD = "0008"
"""The newest revision, told here so that a start with an up-to-date schema need not load Alembic."""

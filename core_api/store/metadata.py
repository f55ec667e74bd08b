"""All tables together, for Alembic."""

from sqlmodel import SQLModel

from core_api.store import document_tables, index_tables, message_tables, tables

__all__ = ["METADATA", "document_tables", "index_tables", "message_tables", "tables"]

METADATA = SQLModel.metadata
"""What the modules imported here declared."""

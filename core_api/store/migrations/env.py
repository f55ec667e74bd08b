"""Runs Alembic on the connection that `migrate` hands over, inside its transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from core_api.store.message_tables import METADATA

_PLAIN = {
    "AutoString": "sa.String()",
    "Json": "sa.Text()",
    "UtcDateTime": "sa.DateTime(timezone=True)",
    "Stems": 'sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")',
}


def _ours(name: str | None, kind: str, _parents: Any) -> bool:
    """False for the tables that SQLite's full-text search keeps for itself."""
    return not (kind == "table" and name is not None and name.startswith("passage_fts"))


def _meant(_item: Any, name: str | None, kind: str, reflected: bool, _other: Any) -> bool:
    """False for the index that only PostgreSQL has."""
    elsewhere = context.get_bind().dialect.name != "postgresql"
    return not (elsewhere and kind == "index" and name == "ix_passage_stems" and not reflected)


def _written(kind: str, item: Any, _autogenerate: AutogenContext) -> str | Literal[False]:
    """A migration names plain types, so that a later change of ours does not change the past."""
    return _PLAIN.get(type(item).__name__, False) if kind == "type" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    include_name=_ours,
    include_object=_meant,
    render_item=_written,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()

"""Runs Alembic on the connection that `migrate` hands over, inside its transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from core_api.store.metadata import METADATA

_PLAIN = {
    "AutoString": "sa.String()",
    "Json": "sa.Text()",
    "UtcDateTime": "sa.DateTime(timezone=True)",
}


def _written(kind: str, item: Any, _autogenerate: AutogenContext) -> str | Literal[False]:
    """A migration names plain types, so that a later change of ours does not change the past."""
    return _PLAIN.get(type(item).__name__, False) if kind == "type" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=_written,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()

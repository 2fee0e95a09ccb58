"""How alembic runs here: in the transaction of the connection that it is handed."""

from __future__ import annotations

from alembic import context

from bot.stores.editions import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

"""A deleted draft's id is never given to another: SQLite would take the highest one again.

Revision ID: 0023
Revises: 0022
"""

from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rebuild(counted=True)


def downgrade() -> None:
    _rebuild(counted=False)


def _rebuild(*, counted: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(
            'timetable', recreate='always', table_kwargs={'sqlite_autoincrement': counted}
        ):
            pass

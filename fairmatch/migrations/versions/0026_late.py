"""Announcements of a day that runs late; offers that ended without an answer are named so.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

ACT = sa.table(
    'act', sa.column('id', sa.Integer), sa.column('kind', sa.String), sa.column('said', sa.JSON)
)
KINDS = {'expired': 'offer_expired', 'withdrawn': 'offer_withdrawn'}


def upgrade() -> None:
    with op.batch_alter_table('announcement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('late_minutes', sa.Integer(), nullable=True))
    acts = op.get_bind().execute(
        sa.select(ACT.c.id, ACT.c.said).where(ACT.c.kind == 'offer_answered')
    )
    for number, said in acts.all():
        if said.get('answer') in KINDS:
            _rename(number, KINDS[said['answer']])


def downgrade() -> None:
    acts = op.get_bind().execute(sa.select(ACT.c.id).where(ACT.c.kind.in_(KINDS.values())))
    for number in acts.scalars().all():
        _rename(number, 'offer_answered')
    with op.batch_alter_table('announcement', schema=None) as batch_op:
        batch_op.drop_column('late_minutes')


def _rename(number: int, kind: str) -> None:
    op.get_bind().execute(sa.update(ACT).where(ACT.c.id == number).values(kind=kind))

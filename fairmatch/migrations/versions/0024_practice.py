"""Copies of fairs to practise with.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('practice',
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_practice_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('fair_id', name=op.f('pk_practice'))
    )


def downgrade() -> None:
    op.drop_table('practice')

"""Announcements on boards.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('announcement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('text_ko', sa.String(), nullable=False),
    sa.Column('text_en', sa.String(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('until > said_at', name=op.f('ck_announcement_some_time')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_announcement_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_announcement_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_announcement'))
    )
    with op.batch_alter_table('announcement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_announcement_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_announcement_fair_id_until'), ['fair_id', 'until'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('announcement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_announcement_fair_id_until'))
        batch_op.drop_index(batch_op.f('ix_announcement_account_id'))

    op.drop_table('announcement')

"""Drafts changed by hand: what was done, and what is kept where it is.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hand_act',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('timetable_id', sa.Integer(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('move', 'swap', 'drop', 'add', 'pin', 'unpin', 'undo', 'redo', name='hand_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('shifts', sa.JSON(), nullable=False),
    sa.Column('of', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_hand_act_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['timetable_id'], ['timetable.id'], name=op.f('fk_hand_act_timetable_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_act')),
    sa.UniqueConstraint('timetable_id', 'edition', name=op.f('uq_hand_act_timetable_id_edition'))
    )
    with op.batch_alter_table('hand_act', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hand_act_account_id'), ['account_id'], unique=False)

    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fixed', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('timetable', schema=None) as batch_op:
        batch_op.add_column(sa.Column('edition', sa.Integer(), server_default='0', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('timetable', schema=None) as batch_op:
        batch_op.drop_column('edition')

    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.drop_column('fixed')

    with op.batch_alter_table('hand_act', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hand_act_account_id'))

    op.drop_table('hand_act')

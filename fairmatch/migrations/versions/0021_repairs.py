"""Proposals to follow what happened on a day of the fair.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

import fairmatch.models.base

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('repair',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('made_at', fairmatch.models.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('happened', sa.JSON(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('shifts', sa.JSON(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('proved', sa.Boolean(), nullable=False),
    sa.Column('seconds', sa.Double(), nullable=False),
    sa.Column('state', sa.Enum('open', 'accepted', 'dropped', 'replaced', name='repair_state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('closed_at', fairmatch.models.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('became', sa.Integer(), nullable=True),
    sa.Column('replaced_by', sa.Integer(), nullable=True),
    sa.CheckConstraint("(state = 'open') = (closed_at is null)", name=op.f('ck_repair_closed_whole')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_repair_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_repair_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['replaced_by'], ['repair.id'], name=op.f('fk_repair_replaced_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_repair'))
    )
    with op.batch_alter_table('repair', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_repair_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_repair_fair_id_made_at'), ['fair_id', 'made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_repair_replaced_by'), ['replaced_by'], unique=False)


def downgrade() -> None:
    op.drop_table('repair')

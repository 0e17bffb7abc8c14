"""Phases of intake.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('phase_window',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('phase', sa.Enum('registration', 'requests', 'marks', name='phase', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('override', sa.Enum('open', 'closed', name='phase_override', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('override_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(override IS NULL) = (override_at IS NULL)', name=op.f('ck_phase_window_override_at')),
    sa.CheckConstraint('opens_at < closes_at', name=op.f('ck_phase_window_order')),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_phase_window_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phase_window')),
    sa.UniqueConstraint('fair_id', 'phase', name=op.f('uq_phase_window_fair_id_phase'))
    )


def downgrade() -> None:
    op.drop_table('phase_window')

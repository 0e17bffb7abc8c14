"""Outcomes that are objected to and decided, surveys asked for by mail, results opened to all.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('results_release',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_results_release_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_results_release')),
    sa.UniqueConstraint('fair_id', name=op.f('uq_results_release_fair_id'))
    )
    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.add_column(sa.Column('survey_mails', sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table('outcome', schema=None) as batch_op:
        batch_op.add_column(sa.Column('amount_later', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('objection', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('follow_up_told', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('outcome', schema=None) as batch_op:
        batch_op.drop_column('follow_up_told')
        batch_op.drop_column('decided_at')
        batch_op.drop_column('objection')
        batch_op.drop_column('amount_later')
    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.drop_column('survey_mails')
    op.drop_table('results_release')

"""Scenarios; goals and weights of a fair; the settings a draft was made with.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('scenario',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_scenario_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_scenario_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario')),
    sa.UniqueConstraint('fair_id', 'name', name=op.f('uq_scenario_fair_id_name'))
    )
    with op.batch_alter_table('scenario', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scenario_account_id'), ['account_id'], unique=False)

    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.add_column(sa.Column('everyone', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('worth_step', sa.Integer(), server_default='10', nullable=False))
        batch_op.add_column(sa.Column('worth_least', sa.Integer(), server_default='40', nullable=False))
        batch_op.add_column(sa.Column('mutual_bonus', sa.Integer(), server_default='50', nullable=False))
        batch_op.add_column(sa.Column('goals', sa.String(), server_default='coverage,worth,days,breaks,walking,evenness', nullable=False))

    with op.batch_alter_table('timetable', schema=None) as batch_op:
        batch_op.add_column(sa.Column('scenario_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('settings', sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_timetable_scenario_id'), ['scenario_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_timetable_scenario_id'), 'scenario', ['scenario_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('timetable', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_timetable_scenario_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_timetable_scenario_id'))
        batch_op.drop_column('settings')
        batch_op.drop_column('scenario_id')

    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.drop_column('goals')
        batch_op.drop_column('mutual_bonus')
        batch_op.drop_column('worth_least')
        batch_op.drop_column('worth_step')
        batch_op.drop_column('everyone')

    with op.batch_alter_table('scenario', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scenario_account_id'))

    op.drop_table('scenario')
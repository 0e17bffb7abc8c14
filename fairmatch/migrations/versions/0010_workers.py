"""Runs that wait in a queue, and the workers that take them up.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

BEFORE = ('running', 'done', 'failed', 'cancelled')
RUNNING = sa.text("state = 'running'")


def _states(*states: str) -> sa.Enum:
    return sa.Enum(*states, name='run_state', native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table('worker',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('host', sa.String(), nullable=False),
    sa.Column('pid', sa.Integer(), nullable=False),
    sa.Column('born', sa.String(), nullable=False),
    sa.Column('beats', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_worker'))
    )
    # Whatever still calls itself running was killed by what stopped the program.
    op.execute("update run set state = 'failed', error = 'killed' where state = 'running'")
    _let_states_be(_states('queued', *BEFORE), _states(*BEFORE))
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.add_column(sa.Column('job', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('holder', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('attempts', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('queued_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('cancel_asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('revision', existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column('started_at', existing_type=sa.DateTime(timezone=True), nullable=True)
        batch_op.create_index(batch_op.f('ix_run_holder'), ['holder'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_run_job'), ['job'])
        batch_op.create_index('uq_run_running', ['fair_id'], unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING)


def downgrade() -> None:
    op.execute("delete from run where state = 'queued' or started_at is null or revision is null")
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.drop_index('uq_run_running', sqlite_where=RUNNING, postgresql_where=RUNNING)
        batch_op.drop_constraint(batch_op.f('uq_run_job'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_run_holder'))
        batch_op.alter_column('started_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column('revision', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column('cancel_asked_at')
        batch_op.drop_column('queued_at')
        batch_op.drop_column('attempts')
        batch_op.drop_column('holder')
        batch_op.drop_column('job')
    _let_states_be(_states(*BEFORE), _states('queued', *BEFORE))
    op.drop_table('worker')


def _let_states_be(now: sa.Enum, before: sa.Enum) -> None:
    if op.get_bind().dialect.name == 'sqlite':
        with op.batch_alter_table('run', schema=None) as batch_op:
            batch_op.alter_column('state', existing_type=before, type_=now, existing_nullable=False)
        return
    op.drop_constraint(op.f('ck_run_run_state'), 'run', type_='check')
    quoted = ', '.join(f"'{state}'" for state in now.enums)
    op.create_check_constraint(op.f('ck_run_run_state'), 'run', f"state in ({quoted})")

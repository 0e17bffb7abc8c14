"""Runs, timetables and secret links.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('running', 'done', 'failed', 'cancelled', name='run_state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('problem', sa.JSON(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=True),
    sa.Column('log', sa.JSON(), nullable=False),
    sa.Column('error', sa.String(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_run_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_run'))
    )
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_run_fair_id'), ['fair_id'], unique=False)
    op.create_table('consultation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'confirmed', 'cancelled', name='consultation_state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('placement_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_consultation_agency_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_consultation_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_consultation_firm_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_consultation_placement_id'), ondelete='SET NULL', use_alter=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultation')),
    sa.UniqueConstraint('firm_id', 'agency_id', name=op.f('uq_consultation_firm_id_agency_id')),
    sa.UniqueConstraint('uid', name=op.f('uq_consultation_uid'))
    )
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consultation_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consultation_fair_id'), ['fair_id'], unique=False)
    op.create_table('secret_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=True),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('purpose', sa.Enum('page', 'feed', name='link_purpose', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('nonce', sa.String(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('firm_id is null or agency_id is null', name=op.f('ck_secret_link_one_owner')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_secret_link_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_secret_link_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_secret_link_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_secret_link')),
    sa.UniqueConstraint('nonce', name=op.f('uq_secret_link_nonce')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_secret_link_token_hash'))
    )
    with op.batch_alter_table('secret_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_secret_link_fair_id_firm_id_agency_id_purpose'), ['fair_id', 'firm_id', 'agency_id', 'purpose'], unique=False)
        batch_op.create_index('uq_secret_link_live_agency', ['agency_id', 'purpose'], unique=True, sqlite_where=sa.text('revoked_at is null'), postgresql_where=sa.text('revoked_at is null'))
        batch_op.create_index('uq_secret_link_live_firm', ['firm_id', 'purpose'], unique=True, sqlite_where=sa.text('revoked_at is null'), postgresql_where=sa.text('revoked_at is null'))
        batch_op.create_index('uq_secret_link_live_organiser', ['fair_id', 'purpose'], unique=True, sqlite_where=sa.text('revoked_at is null and firm_id is null and agency_id is null'), postgresql_where=sa.text('revoked_at is null and firm_id is null and agency_id is null'))
    op.create_table('timetable',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.CheckConstraint('(number is null) = (published_at is null)', name=op.f('ck_timetable_published_whole')),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_timetable_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['run.id'], name=op.f('fk_timetable_run_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timetable')),
    sa.UniqueConstraint('fair_id', 'number', name=op.f('uq_timetable_fair_id_number'))
    )
    op.create_table('placement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('timetable_id', sa.Integer(), nullable=False),
    sa.Column('consultation_id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=True),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('booth_code', sa.String(), nullable=False),
    sa.Column('table', sa.Integer(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('pinned', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_placement_consultation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['slot_id'], ['slot.id'], name=op.f('fk_placement_slot_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['timetable_id'], ['timetable.id'], name=op.f('fk_placement_timetable_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placement')),
    sa.UniqueConstraint('timetable_id', 'consultation_id', name=op.f('uq_placement_timetable_id_consultation_id')),
    sa.UniqueConstraint('timetable_id', 'starts_at', 'booth_code', 'table', name=op.f('uq_placement_timetable_id_starts_at_booth_code_table'))
    )
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_placement_consultation_id'), ['consultation_id'], unique=False)
    # SQLite took this key with the table; elsewhere it has to wait for both tables.
    if op.get_bind().dialect.name != 'sqlite':
        op.create_foreign_key(op.f('fk_consultation_placement_id'), 'consultation', 'placement', ['placement_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    if op.get_bind().dialect.name != 'sqlite':
        op.drop_constraint(op.f('fk_consultation_placement_id'), 'consultation', type_='foreignkey')
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_placement_consultation_id'))
    op.drop_table('placement')
    op.drop_table('timetable')
    with op.batch_alter_table('secret_link', schema=None) as batch_op:
        batch_op.drop_index('uq_secret_link_live_organiser', sqlite_where=sa.text('revoked_at is null and firm_id is null and agency_id is null'), postgresql_where=sa.text('revoked_at is null and firm_id is null and agency_id is null'))
        batch_op.drop_index('uq_secret_link_live_firm', sqlite_where=sa.text('revoked_at is null'), postgresql_where=sa.text('revoked_at is null'))
        batch_op.drop_index('uq_secret_link_live_agency', sqlite_where=sa.text('revoked_at is null'), postgresql_where=sa.text('revoked_at is null'))
        batch_op.drop_index(batch_op.f('ix_secret_link_fair_id_firm_id_agency_id_purpose'))
    op.drop_table('secret_link')
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consultation_fair_id'))
        batch_op.drop_index(batch_op.f('ix_consultation_agency_id'))
    op.drop_table('consultation')
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_run_fair_id'))
    op.drop_table('run')

"""People: accounts, what they are at a fair, and signing in.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('session_key', sa.String(), nullable=False),
    sa.Column('password', sa.String(), nullable=True),
    sa.Column('totp_secret', sa.String(), nullable=True),
    sa.Column('totp_counter', sa.Integer(), nullable=True),
    sa.Column('recovery_codes', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email', name=op.f('uq_account_email')),
    sa.UniqueConstraint('session_key', name=op.f('uq_account_session_key'))
    )
    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('nonce', sa.String(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('purpose', sa.Enum('sign_in', 'password', 'invitation', name='sign_in_purpose', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('email', sa.String(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('nonce', name=op.f('uq_sign_in_nonce')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_token_hash')),
    sa.UniqueConstraint('uid', name=op.f('uq_sign_in_uid'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_expires_at'), ['expires_at'], unique=False)
    op.create_table('held_form',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid_hash', sa.String(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('path', sa.String(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_held_form_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_held_form')),
    sa.UniqueConstraint('uid_hash', name=op.f('uq_held_form_uid_hash'))
    )
    with op.batch_alter_table('held_form', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_held_form_made_at'), ['made_at'], unique=False)
    op.create_table('membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('organiser', 'viewer', 'officer', 'contact', name='membership_role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('firm_id', sa.Integer(), nullable=True),
    sa.Column('by_address', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(role = 'contact') = (firm_id is not null)", name=op.f('ck_membership_contacts_firm')),
    sa.CheckConstraint("(role = 'officer') = (agency_id is not null)", name=op.f('ck_membership_officers_agency')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_membership_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_membership_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_membership_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_membership_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
    sa.UniqueConstraint('account_id', 'agency_id', name=op.f('uq_membership_account_id_agency_id')),
    sa.UniqueConstraint('account_id', 'firm_id', name=op.f('uq_membership_account_id_firm_id'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membership_fair_id_role'), ['fair_id', 'role'], unique=False)
        batch_op.create_index(batch_op.f('ix_membership_firm_id'), ['firm_id'], unique=False)
        batch_op.create_index('uq_membership_desk', ['account_id', 'fair_id'], unique=True, sqlite_where=sa.text('agency_id is null and firm_id is null'), postgresql_where=sa.text('agency_id is null and firm_id is null'))


def downgrade() -> None:
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index('uq_membership_desk', sqlite_where=sa.text('agency_id is null and firm_id is null'), postgresql_where=sa.text('agency_id is null and firm_id is null'))
        batch_op.drop_index(batch_op.f('ix_membership_firm_id'))
        batch_op.drop_index(batch_op.f('ix_membership_fair_id_role'))
        batch_op.drop_index(batch_op.f('ix_membership_agency_id'))
    op.drop_table('membership')
    with op.batch_alter_table('held_form', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_held_form_made_at'))
    op.drop_table('held_form')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_expires_at'))
    op.drop_table('sign_in')
    op.drop_table('account')

"""Firms that register themselves: approval, withdrawal, further contacts, files.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.add_column(sa.Column('approval_required', sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table('firm', schema=None) as batch_op:
        batch_op.add_column(sa.Column('registered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('approval_reason', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True))
    # In words of its own: Alembic would make the table anew to add a column with a check, and
    # on SQLite deleting the old one would delete whatever hangs on it.
    op.execute(
        "ALTER TABLE firm ADD COLUMN approval VARCHAR(32) DEFAULT 'approved' NOT NULL "
        "CONSTRAINT ck_firm_approval CHECK (approval IN ('waiting', 'approved', 'refused'))"
    )
    op.create_table('firm_contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_firm_contact_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_firm_contact')),
    sa.UniqueConstraint('firm_id', 'email', name=op.f('uq_firm_contact_firm_id_email'))
    )
    op.create_table('firm_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('size > 0', name=op.f('ck_firm_file_size')),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_firm_file_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_firm_file')),
    sa.UniqueConstraint('firm_id', 'digest', name=op.f('uq_firm_file_firm_id_digest')),
    sa.UniqueConstraint('uid', name=op.f('uq_firm_file_uid'))
    )


def downgrade() -> None:
    op.drop_table('firm_file')
    op.drop_table('firm_contact')
    with op.batch_alter_table('firm', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_firm_approval'), type_='check')
        batch_op.drop_column('approval')
        batch_op.drop_column('withdrawn_at')
        batch_op.drop_column('approval_reason')
        batch_op.drop_column('registered_at')
    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.drop_column('approval_required')

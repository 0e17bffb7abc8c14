"""Plan items with a state, a version and a contact; their changes; spreadsheets on trial.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('plan_upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_plan_upload_agency_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_upload')),
    sa.UniqueConstraint('uid', name=op.f('uq_plan_upload_uid'))
    )
    with op.batch_alter_table('plan_upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_upload_agency_id'), ['agency_id'], unique=False)

    op.create_table('plan_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_item_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('act', sa.Enum('made', 'edited', 'published', 'withdrawn', name='plan_act', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('state', sa.Enum('draft', 'published', 'withdrawn', name='plan_change_state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('agency', 'organiser', name='author_side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_plan_change_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['plan_item_id'], ['plan_item.id'], name=op.f('fk_plan_change_plan_item_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_change')),
    sa.UniqueConstraint('plan_item_id', 'version', name=op.f('uq_plan_change_plan_item_id_version'))
    )
    with op.batch_alter_table('plan_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_change_account_id'), ['account_id'], unique=False)

    with op.batch_alter_table('plan_item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contact', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('phone', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('email', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('state', sa.Enum('draft', 'published', 'withdrawn', name='plan_state', native_enum=False, create_constraint=True, length=32), server_default='published', nullable=False))
        batch_op.add_column(sa.Column('version', sa.Integer(), server_default='1', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('plan_item', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_plan_item_plan_state'), type_='check')
    with op.batch_alter_table('plan_item', schema=None) as batch_op:
        batch_op.drop_column('version')
        batch_op.drop_column('state')
        batch_op.drop_column('email')
        batch_op.drop_column('phone')
        batch_op.drop_column('contact')

    with op.batch_alter_table('plan_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_change_account_id'))

    op.drop_table('plan_change')
    with op.batch_alter_table('plan_upload', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_upload_agency_id'))

    op.drop_table('plan_upload')

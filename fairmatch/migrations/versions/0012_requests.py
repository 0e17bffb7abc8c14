"""Requests, answers and invitations made on pages, and who did it.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('act',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('on_behalf', sa.Boolean(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=True),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_act_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_act_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_act_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_act_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_act')),
    sa.UniqueConstraint('fair_id', 'key', name=op.f('uq_act_fair_id_key'))
    )
    with op.batch_alter_table('act', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_act_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_act_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_act_fair_id_at'), ['fair_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_act_firm_id'), ['firm_id'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('plan_item_id', sa.Integer(), nullable=True),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('state', sa.Enum('open', 'accepted', 'declined', name='invitation_state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'open') = (answered_at is null)", name=op.f('ck_invitation_answered_whole')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_invitation_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_invitation_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_invitation_firm_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_item_id'], ['plan_item.id'], name=op.f('fk_invitation_plan_item_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('agency_id', 'firm_id', name=op.f('uq_invitation_agency_id_firm_id'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_firm_id'), ['firm_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_plan_item_id'), ['plan_item_id'], unique=False)

    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shown', sa.Boolean(), server_default=sa.false(), nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.drop_column('shown')

    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.drop_column('asked_at')

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_plan_item_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_firm_id'))

    op.drop_table('invitation')
    with op.batch_alter_table('act', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_act_firm_id'))
        batch_op.drop_index(batch_op.f('ix_act_fair_id_at'))
        batch_op.drop_index(batch_op.f('ix_act_agency_id'))
        batch_op.drop_index(batch_op.f('ix_act_account_id'))

    op.drop_table('act')

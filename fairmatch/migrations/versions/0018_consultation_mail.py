"""Mails that carry a consultation for the reader's calendar, and reminders of the evening before.

Revision ID: 0018
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0016'
branch_labels = None
depends_on = None

OLD = "'page_address', 'reminder', 'sign_in', 'password', 'invitation', 'version'"
NEW = "'consultation', 'evening'"


def upgrade() -> None:
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_mail_kind'), f"kind IN ({OLD}, {NEW})")
    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.add_column(sa.Column('invitations', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('invited_version', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('evening_reminders', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.execute(f"DELETE FROM mail WHERE kind IN ({NEW})")
    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.drop_column('evening_reminders')
        batch_op.drop_column('invited_version')
        batch_op.drop_column('invitations')
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_mail_kind'), f"kind IN ({OLD})")

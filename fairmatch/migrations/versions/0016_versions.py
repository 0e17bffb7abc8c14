"""Mails about versions; versions that publish an earlier one anew.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

OLD = "'page_address', 'reminder', 'sign_in', 'password', 'invitation'"


def upgrade() -> None:
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_mail_kind'), f"kind IN ({OLD}, 'version')")
    with op.batch_alter_table('timetable', schema=None) as batch_op:
        batch_op.add_column(sa.Column('restores', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM mail WHERE kind = 'version'")
    with op.batch_alter_table('timetable', schema=None) as batch_op:
        batch_op.drop_column('restores')
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_mail_kind'), f"kind IN ({OLD})")

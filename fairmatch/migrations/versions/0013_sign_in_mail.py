"""Mails that let somebody sign in; no secret address for the organiser.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

OLD = "'page_address', 'reminder'"
NEW = "'sign_in', 'password', 'invitation'"


def upgrade() -> None:
    op.execute("DELETE FROM secret_link WHERE purpose = 'page' AND firm_id IS NULL AND agency_id IS NULL")
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_mail_kind'), f"kind IN ({OLD}, {NEW})")
        batch_op.add_column(sa.Column('sign_in_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_mail_sign_in_id'), 'sign_in', ['sign_in_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    op.execute(f"DELETE FROM mail WHERE kind IN ({NEW})")
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_mail_sign_in_id'), type_='foreignkey')
        batch_op.drop_column('sign_in_id')
        batch_op.drop_constraint(op.f('ck_mail_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_mail_kind'), f"kind IN ({OLD})")

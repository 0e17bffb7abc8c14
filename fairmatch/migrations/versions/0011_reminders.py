"""Reminders among the mails.

Revision ID: 0011
Revises: 0010
"""

from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_mail_kind'), type_='check')
        batch_op.create_check_constraint(
            op.f('ck_mail_mail_kind'), "kind IN ('page_address', 'reminder')"
        )


def downgrade() -> None:
    op.execute("DELETE FROM mail WHERE kind = 'reminder'")
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_mail_kind'), "kind IN ('page_address')")

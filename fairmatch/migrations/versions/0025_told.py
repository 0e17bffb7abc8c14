"""What was told of the results at all openings is kept, also while they are closed.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('results_release', schema=None) as batch_op:
        batch_op.add_column(sa.Column('told', sa.JSON(), server_default='{}', nullable=False))
        batch_op.alter_column('figures', existing_type=sa.JSON(), nullable=True)


def downgrade() -> None:
    op.execute(sa.text('DELETE FROM results_release WHERE figures IS NULL'))
    with op.batch_alter_table('results_release', schema=None) as batch_op:
        batch_op.alter_column('figures', existing_type=sa.JSON(), nullable=False)
        batch_op.drop_column('told')

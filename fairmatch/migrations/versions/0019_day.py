"""The fair's days: arrivals, claims, waiting lists, offers, outcomes, surveys.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

MAILS = "'page_address', 'reminder', 'sign_in', 'password', 'invitation', 'version', 'consultation', 'evening'"
NEW_MAILS = "'offer', 'survey', 'follow_up'"
LINKS = "'page', 'feed'"
NEW_LINKS = "'board'"


def upgrade() -> None:
    op.create_table('arrival',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=True),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(firm_id is null) <> (agency_id is null)', name=op.f('ck_arrival_one_party')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_arrival_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_arrival_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_arrival_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_arrival_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arrival')),
    sa.UniqueConstraint('agency_id', 'date', name=op.f('uq_arrival_agency_id_date')),
    sa.UniqueConstraint('firm_id', 'date', name=op.f('uq_arrival_firm_id_date'))
    )
    with op.batch_alter_table('arrival', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_arrival_fair_id_date'), ['fair_id', 'date'], unique=False)

    op.create_table('survey',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=True),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('marks', sa.JSON(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(firm_id is null) <> (agency_id is null)', name=op.f('ck_survey_one_party')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_survey_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_survey_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_survey_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey')),
    sa.UniqueConstraint('agency_id', name=op.f('uq_survey_agency_id')),
    sa.UniqueConstraint('firm_id', name=op.f('uq_survey_firm_id'))
    )
    with op.batch_alter_table('survey', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_fair_id'), ['fair_id'], unique=False)

    op.create_table('attendance_claim',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('consultation_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('side', sa.Enum('firm', 'agency', 'desk', name='claim_side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('kind', sa.Enum('late', 'begun', 'ended', 'firm_missing', 'agency_missing', 'held', name='claim_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('minutes is null or minutes between 1 and 240', name=op.f('ck_attendance_claim_minutes')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_attendance_claim_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_attendance_claim_consultation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_attendance_claim_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_claim'))
    )
    with op.batch_alter_table('attendance_claim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_claim_consultation_id'), ['consultation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attendance_claim_fair_id_starts_at'), ['fair_id', 'starts_at'], unique=False)

    op.create_table('outcome',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('consultation_id', sa.Integer(), nullable=False),
    sa.Column('held', sa.Boolean(), nullable=False),
    sa.Column('kinds', sa.JSON(), nullable=False),
    sa.Column('amount_discussed', sa.BigInteger(), nullable=True),
    sa.Column('amount_signed', sa.BigInteger(), nullable=True),
    sa.Column('plan_item_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('recorded_side', sa.Enum('firm', 'agency', 'desk', name='outcome_side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('firm_answer', sa.Enum('confirmed', 'disputed', name='firm_answer', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('agency_answer', sa.Enum('confirmed', 'disputed', name='agency_answer', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('follow_up_on', sa.Date(), nullable=True),
    sa.Column('follow_up_side', sa.Enum('firm', 'agency', 'desk', name='follow_up_side', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('follow_up_done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.CheckConstraint('amount_discussed is null or amount_discussed >= 0', name=op.f('ck_outcome_discussed')),
    sa.CheckConstraint('amount_signed is null or amount_signed >= 0', name=op.f('ck_outcome_signed')),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_outcome_consultation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_outcome_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_item_id'], ['plan_item.id'], name=op.f('fk_outcome_plan_item_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome')),
    sa.UniqueConstraint('consultation_id', name=op.f('uq_outcome_consultation_id'))
    )
    with op.batch_alter_table('outcome', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outcome_fair_id'), ['fair_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outcome_plan_item_id'), ['plan_item_id'], unique=False)

    op.create_table('waiting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('plan_item_id', sa.Integer(), nullable=True),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'seated', 'left', 'closed', name='waiting_state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'waiting') = (ended_at is null)", name=op.f('ck_waiting_ended_whole')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_waiting_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_waiting_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_waiting_firm_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_item_id'], ['plan_item.id'], name=op.f('fk_waiting_plan_item_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiting'))
    )
    with op.batch_alter_table('waiting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_waiting_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_waiting_fair_id_date_state'), ['fair_id', 'date', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_waiting_firm_id'), ['firm_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_waiting_plan_item_id'), ['plan_item_id'], unique=False)
        batch_op.create_index('uq_waiting_live_pair', ['firm_id', 'agency_id'], unique=True, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))

    op.create_table('outcome_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('outcome_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('side', sa.Enum('firm', 'agency', 'desk', name='change_side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('was', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_outcome_change_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['outcome_id'], ['outcome.id'], name=op.f('fk_outcome_change_outcome_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome_change'))
    )
    with op.batch_alter_table('outcome_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outcome_change_outcome_id'), ['outcome_id'], unique=False)

    op.create_table('outcome_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('outcome_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('side', sa.Enum('firm', 'agency', 'desk', name='file_side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('size > 0', name=op.f('ck_outcome_file_size')),
    sa.ForeignKeyConstraint(['outcome_id'], ['outcome.id'], name=op.f('fk_outcome_file_outcome_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome_file')),
    sa.UniqueConstraint('outcome_id', 'digest', name=op.f('uq_outcome_file_outcome_id_digest')),
    sa.UniqueConstraint('uid', name=op.f('uq_outcome_file_uid'))
    )
    op.create_table('seat_offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('waiting_id', sa.Integer(), nullable=False),
    sa.Column('booth_code', sa.String(), nullable=False),
    sa.Column('table', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.Enum('open', 'accepted', 'passed', 'expired', 'withdrawn', name='offer_answer', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(answer = 'open') = (answered_at is null)", name=op.f('ck_seat_offer_answered_whole')),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_seat_offer_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['waiting_id'], ['waiting.id'], name=op.f('fk_seat_offer_waiting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat_offer'))
    )
    with op.batch_alter_table('seat_offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seat_offer_fair_id'), ['fair_id'], unique=False)
        batch_op.create_index('uq_seat_offer_open_seat', ['fair_id', 'booth_code', 'table', 'starts_at'], unique=True, sqlite_where=sa.text("answer = 'open'"), postgresql_where=sa.text("answer = 'open'"))
        batch_op.create_index('uq_seat_offer_open_waiting', ['waiting_id'], unique=True, sqlite_where=sa.text("answer = 'open'"), postgresql_where=sa.text("answer = 'open'"))

    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('missed_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.add_column(sa.Column('grace_minutes', sa.Integer(), server_default='5', nullable=False))
        batch_op.add_column(sa.Column('offer_minutes', sa.Integer(), server_default='5', nullable=False))
        batch_op.add_column(sa.Column('reserve_opens_minutes', sa.Integer(), server_default='40', nullable=False))
        batch_op.add_column(sa.Column('waiting_order', sa.Enum('order', 'fewest', name='waiting_order', native_enum=False, create_constraint=True, length=32), server_default='order', nullable=False))
        batch_op.add_column(sa.Column('board_names', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('firm', schema=None) as batch_op:
        batch_op.add_column(sa.Column('walk_in', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.add_column(sa.Column('walk_in_on', sa.Date(), nullable=True))

    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.create_check_constraint(op.f('ck_fair_grace_minutes'), 'grace_minutes between 0 and 60')
        batch_op.create_check_constraint(op.f('ck_fair_offer_minutes'), 'offer_minutes between 1 and 60')
        batch_op.create_check_constraint(
            op.f('ck_fair_reserve_opens_minutes'), 'reserve_opens_minutes between 0 and 1440'
        )
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_mail_kind'), f"kind IN ({MAILS}, {NEW_MAILS})")
    with op.batch_alter_table('secret_link', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_secret_link_link_purpose'), type_='check')
        batch_op.create_check_constraint(
            op.f('ck_secret_link_link_purpose'), f"purpose IN ({LINKS}, {NEW_LINKS})"
        )


def downgrade() -> None:
    op.execute(f"DELETE FROM secret_link WHERE purpose IN ({NEW_LINKS})")
    with op.batch_alter_table('secret_link', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_secret_link_link_purpose'), type_='check')
        batch_op.create_check_constraint(op.f('ck_secret_link_link_purpose'), f"purpose IN ({LINKS})")
    op.execute(f"DELETE FROM mail WHERE kind IN ({NEW_MAILS})")
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_mail_kind'), f"kind IN ({MAILS})")
    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_fair_reserve_opens_minutes'), type_='check')
        batch_op.drop_constraint(op.f('ck_fair_offer_minutes'), type_='check')
        batch_op.drop_constraint(op.f('ck_fair_grace_minutes'), type_='check')
        batch_op.drop_constraint(op.f('ck_fair_waiting_order'), type_='check')
    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.drop_column('walk_in_on')

    with op.batch_alter_table('firm', schema=None) as batch_op:
        batch_op.drop_column('walk_in')

    with op.batch_alter_table('fair', schema=None) as batch_op:
        batch_op.drop_column('board_names')
        batch_op.drop_column('waiting_order')
        batch_op.drop_column('reserve_opens_minutes')
        batch_op.drop_column('offer_minutes')
        batch_op.drop_column('grace_minutes')

    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.drop_column('missed_at')

    with op.batch_alter_table('seat_offer', schema=None) as batch_op:
        batch_op.drop_index('uq_seat_offer_open_waiting', sqlite_where=sa.text("answer = 'open'"), postgresql_where=sa.text("answer = 'open'"))
        batch_op.drop_index('uq_seat_offer_open_seat', sqlite_where=sa.text("answer = 'open'"), postgresql_where=sa.text("answer = 'open'"))
        batch_op.drop_index(batch_op.f('ix_seat_offer_fair_id'))

    op.drop_table('seat_offer')
    op.drop_table('outcome_file')
    with op.batch_alter_table('outcome_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outcome_change_outcome_id'))

    op.drop_table('outcome_change')
    with op.batch_alter_table('waiting', schema=None) as batch_op:
        batch_op.drop_index('uq_waiting_live_pair', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index(batch_op.f('ix_waiting_plan_item_id'))
        batch_op.drop_index(batch_op.f('ix_waiting_firm_id'))
        batch_op.drop_index(batch_op.f('ix_waiting_fair_id_date_state'))
        batch_op.drop_index(batch_op.f('ix_waiting_agency_id'))

    op.drop_table('waiting')
    with op.batch_alter_table('outcome', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outcome_plan_item_id'))
        batch_op.drop_index(batch_op.f('ix_outcome_fair_id'))

    op.drop_table('outcome')
    with op.batch_alter_table('attendance_claim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_claim_fair_id_starts_at'))
        batch_op.drop_index(batch_op.f('ix_attendance_claim_consultation_id'))

    op.drop_table('attendance_claim')
    with op.batch_alter_table('survey', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_fair_id'))

    op.drop_table('survey')
    with op.batch_alter_table('arrival', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_arrival_fair_id_date'))

    op.drop_table('arrival')

"""Fairs, their people, plans and interests.

Revision ID: 0001
Revises: 
"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('fair',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('name_ko', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('summary_ko', sa.String(), nullable=False),
    sa.Column('summary_en', sa.String(), nullable=False),
    sa.Column('venue_ko', sa.String(), nullable=False),
    sa.Column('venue_en', sa.String(), nullable=False),
    sa.Column('zone', sa.String(), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('umbrella_ko', sa.String(), nullable=False),
    sa.Column('umbrella_en', sa.String(), nullable=False),
    sa.Column('organiser_name', sa.String(), nullable=False),
    sa.Column('organiser_email', sa.String(), nullable=False),
    sa.Column('organiser_phone', sa.String(), nullable=False),
    sa.Column('slot_minutes', sa.Integer(), nullable=False),
    sa.Column('buffer_minutes', sa.Integer(), nullable=False),
    sa.Column('changeover_minutes', sa.Integer(), nullable=False),
    sa.Column('walking_metres_per_minute', sa.Integer(), nullable=False),
    sa.Column('walk_in_reserve', sa.Integer(), nullable=False),
    sa.Column('firm_quota', sa.Integer(), nullable=False),
    sa.Column('firm_quota_per_day', sa.Integer(), nullable=True),
    sa.Column('request_limit', sa.Integer(), nullable=False),
    sa.Column('must_meet', sa.Enum('rule', 'worth', name='must_meet', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.CheckConstraint('slot_minutes between 5 and 240', name=op.f('ck_fair_slot_minutes')),
    sa.CheckConstraint('walk_in_reserve between 0 and 90', name=op.f('ck_fair_walk_in_reserve')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair')),
    sa.UniqueConstraint('code', name=op.f('uq_fair_code'))
    )
    op.create_table('agency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name_ko', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('city', 'education', 'district', 'corporation', name='agency_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('homepage', sa.String(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('officer', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_agency_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency')),
    sa.UniqueConstraint('fair_id', 'code', name=op.f('uq_agency_fair_id_code'))
    )
    op.create_table('fair_day',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('opens', sa.Time(), nullable=False),
    sa.Column('closes', sa.Time(), nullable=False),
    sa.Column('lunch_from', sa.Time(), nullable=True),
    sa.Column('lunch_to', sa.Time(), nullable=True),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_fair_day_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_day')),
    sa.UniqueConstraint('fair_id', 'date', name=op.f('uq_fair_day_fair_id_date'))
    )
    op.create_table('firm',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('registration_number', sa.String(), nullable=False),
    sa.Column('name_ko', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('representative', sa.String(), nullable=False),
    sa.Column('contact', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('founded', sa.Date(), nullable=True),
    sa.Column('employees', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('pitch', sa.String(), nullable=False),
    sa.Column('consent_privacy', sa.Date(), nullable=True),
    sa.Column('consent_third_party', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_firm_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_firm')),
    sa.UniqueConstraint('fair_id', 'code', name=op.f('uq_firm_fair_id_code')),
    sa.UniqueConstraint('fair_id', 'registration_number', name=op.f('uq_firm_fair_id_registration_number'))
    )
    op.create_table('programme_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.Column('title_ko', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('place_ko', sa.String(), nullable=False),
    sa.Column('place_en', sa.String(), nullable=False),
    sa.Column('host', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_programme_item_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_item')),
    sa.UniqueConstraint('fair_id', 'code', name=op.f('uq_programme_item_fair_id_code'))
    )
    op.create_table('slot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_slot_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_slot')),
    sa.UniqueConstraint('fair_id', 'date', 'starts', name=op.f('uq_slot_fair_id_date_starts'))
    )
    op.create_table('booth',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('tables', sa.Integer(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('x', sa.Integer(), nullable=False),
    sa.Column('y', sa.Integer(), nullable=False),
    sa.CheckConstraint('tables between 1 and 50', name=op.f('ck_booth_tables')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_booth_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_booth_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_booth')),
    sa.UniqueConstraint('agency_id', name=op.f('uq_booth_agency_id')),
    sa.UniqueConstraint('fair_id', 'code', name=op.f('uq_booth_fair_id_code'))
    )
    op.create_table('firm_certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('social_enterprise', 'preliminary_social_enterprise', 'cooperative', 'social_cooperative', 'village_enterprise', 'self_sufficiency_enterprise', 'social_venture', 'women_owned', 'disabled_owned', 'disabled_standard_workplace', 'severely_disabled_producer', 'startup', name='firm_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('expires', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_firm_certificate_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_firm_certificate')),
    sa.UniqueConstraint('firm_id', 'kind', name=op.f('uq_firm_certificate_firm_id_kind'))
    )
    op.create_table('firm_hours',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('comes', sa.Time(), nullable=False),
    sa.Column('leaves', sa.Time(), nullable=False),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_firm_hours_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_firm_hours')),
    sa.UniqueConstraint('firm_id', 'date', 'comes', name=op.f('uq_firm_hours_firm_id_date_comes'))
    )
    op.create_table('mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('must', 'like', 'neutral', 'no', name='mark_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_mark_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_mark_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_mark_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mark')),
    sa.UniqueConstraint('agency_id', 'firm_id', name=op.f('uq_mark_agency_id_firm_id'))
    )
    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mark_firm_id'), ['firm_id'], unique=False)
    op.create_table('pin',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_pin_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_pin_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_pin_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pin')),
    sa.UniqueConstraint('firm_id', 'agency_id', name=op.f('uq_pin_firm_id_agency_id'))
    )
    with op.batch_alter_table('pin', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pin_agency_id'), ['agency_id'], unique=False)
    op.create_table('plan_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('quarter', sa.Integer(), nullable=False),
    sa.Column('method', sa.Enum('negotiated', 'limited_bid', 'open_bid', 'catalogue', name='buying_method', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('participation', sa.String(), nullable=False),
    sa.CheckConstraint('amount >= 0', name=op.f('ck_plan_item_amount')),
    sa.CheckConstraint('quarter between 1 and 4', name=op.f('ck_plan_item_quarter')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_plan_item_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_plan_item_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_item')),
    sa.UniqueConstraint('fair_id', 'code', name=op.f('uq_plan_item_fair_id_code'))
    )
    with op.batch_alter_table('plan_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_item_fair_id_agency_id'), ['fair_id', 'agency_id'], unique=False)
    op.create_table('product',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('category', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_product_firm_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product')),
    sa.UniqueConstraint('firm_id', 'name', name=op.f('uq_product_firm_id_name'))
    )
    with op.batch_alter_table('product', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_product_category'), ['category'], unique=False)
    op.create_table('booth_hours',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('booth_id', sa.Integer(), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('opens', sa.Time(), nullable=False),
    sa.Column('closes', sa.Time(), nullable=False),
    sa.ForeignKeyConstraint(['booth_id'], ['booth.id'], name=op.f('fk_booth_hours_booth_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_booth_hours')),
    sa.UniqueConstraint('booth_id', 'date', 'opens', name=op.f('uq_booth_hours_booth_id_date_opens'))
    )
    op.create_table('interest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fair_id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('plan_item_id', sa.Integer(), nullable=True),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.CheckConstraint('rank >= 1', name=op.f('ck_interest_rank')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_interest_agency_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fair_id'], ['fair.id'], name=op.f('fk_interest_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_interest_firm_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_item_id'], ['plan_item.id'], name=op.f('fk_interest_plan_item_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interest')),
    sa.UniqueConstraint('firm_id', 'agency_id', name=op.f('uq_interest_firm_id_agency_id')),
    sa.UniqueConstraint('firm_id', 'rank', name=op.f('uq_interest_firm_id_rank'))
    )
    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_interest_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_interest_plan_item_id'), ['plan_item_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_interest_plan_item_id'))
        batch_op.drop_index(batch_op.f('ix_interest_agency_id'))
    op.drop_table('interest')
    op.drop_table('booth_hours')
    with op.batch_alter_table('product', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_product_category'))
    op.drop_table('product')
    with op.batch_alter_table('plan_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_item_fair_id_agency_id'))
    op.drop_table('plan_item')
    with op.batch_alter_table('pin', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pin_agency_id'))
    op.drop_table('pin')
    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mark_firm_id'))
    op.drop_table('mark')
    op.drop_table('firm_hours')
    op.drop_table('firm_certificate')
    op.drop_table('booth')
    op.drop_table('slot')
    op.drop_table('programme_item')
    op.drop_table('firm')
    op.drop_table('fair_day')
    op.drop_table('agency')
    op.drop_table('fair')

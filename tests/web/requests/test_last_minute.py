"""Three hundred firms ask in the last minute, over the network, of the server as it is run."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from benchmarks.intake.crowd import Form, forms_of, send_all, statuses
from benchmarks.intake.fair import prepare
from benchmarks.serving import served
from fairmatch.acts import take_fair
from fairmatch.db import open_database, reading, writing
from fairmatch.models import Act, Agency, Fair, Firm, Interest, PhaseWindow

FIRMS, AT_ONCE, LIMIT = 300, 100, 1


@pytest.mark.slow
@pytest.mark.usefixtures("untraced")
def test_nothing_that_was_accepted_is_lost_and_nothing_after_the_deadline_is_in(
    database_url: str, tmp_path: Path
) -> None:
    prepared = prepare(database_url, tmp_path, firms=FIRMS, agencies=44, limit=LIMIT)
    engine = open_database(database_url)
    forms = forms_of(prepared, each=1, twice=10)
    # Some ask more than they may, while requests are open.
    forms[150:150] = [
        Form(firm, prepared.agencies[-1], uuid4().hex) for firm in [*prepared.visits][:60]
    ]
    closing = Lock()
    closed_at: list[datetime] = []

    def close_after(answered: int) -> None:
        """Let the deadline be now, once two thirds have been answered."""
        if 3 * answered < 2 * len(forms) or not closing.acquire(blocking=False):
            return
        with writing(engine) as session:
            # Whoever is before us in the queue came before; whoever comes now waits for us.
            take_fair(session, session.scalars(select(Fair.id)).one())
            closed_at.append(datetime.now(UTC))
            session.scalars(select(PhaseWindow)).one().closes_at = closed_at[0]

    with served(prepared.settings, threads=16) as serving:
        answers = send_all(serving.port, prepared, forms, AT_ONCE, close_after)
    with reading(engine) as session:
        rows = session.execute(
            select(Firm.code, Agency.code, Interest.rank, Interest.asked_at)
            .join(Interest, Interest.firm_id == Firm.id)
            .join(Agency, Agency.id == Interest.agency_id)
        ).all()
        acts = session.scalar(select(func.count()).select_from(Act))
    engine.dispose()
    stored = {(firm, agency) for firm, agency, _, _ in rows}
    accepted = {(one.form.firm, one.form.agency) for one in answers if one.status == 303}
    refused = [one for one in answers if one.status == 422]
    assert set(statuses(answers)) == {303, 422}
    # Every accepted request is there exactly once, and no other.
    assert len(rows) == len(stored) == acts
    assert stored == accepted
    # Nobody has more than the limit.
    assert len({firm for firm, _ in stored}) == len(stored)
    assert {rank for _, _, rank, _ in rows} == {LIMIT}
    # What came after the deadline was refused, and told so.
    assert all(asked_at is not None and asked_at < closed_at[0] for _, _, _, asked_at in rows)
    full, late = "신청 1건을 모두 사용했습니다", "이 신청은 그 뒤에 도착했습니다"
    assert all(full in one.body or late in one.body for one in refused)
    assert any(late in one.body for one in refused)
    assert any(full in one.body for one in refused)

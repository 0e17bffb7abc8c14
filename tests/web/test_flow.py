from datetime import date, time

from web.flow import HEIGHT, draw_flow

DAY, NEXT = date(2015, 10, 29), date(2015, 10, 30)


def test_days_share_one_scale_and_lunch_leaves_a_gap() -> None:
    first, second = draw_flow(
        {
            DAY: [(time(11, 20), 10), (time(11, 40), 5), (time(13, 0), 0)],
            NEXT: [(time(11, 20), 20)],
        }
    )
    assert [bar.height for bar in first.bars] == [HEIGHT / 2, HEIGHT / 4, 0]
    assert second.bars[0].height == HEIGHT
    assert first.held == 15
    assert all(bar.y + bar.height == HEIGHT for bar in (*first.bars, *second.bars))
    step = first.bars[1].x - first.bars[0].x
    assert first.bars[2].x - first.bars[1].x == 2 * step


def test_an_empty_timetable_has_flat_days() -> None:
    (day,) = draw_flow({DAY: [(time(10, 0), 0)]})
    assert (day.held, day.bars[0].height) == (0, 0)
    assert day.width > day.end > 0
    assert draw_flow({}) == ()

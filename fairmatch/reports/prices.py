"""What holding a wish would cost, in the fair's words."""

from collections.abc import Callable, Sequence

from fairmatch.wording import Words
from solver.price import Loss, Price, Verdict
from solver.problem import GoalKind

SHOWN = 8
"""Most names listed in a sentence."""

Naming = Callable[[str], Words]
"""Gives the names behind a request's id."""

_VERDICTS = {
    Verdict.IMPOSSIBLE: Words(
        ko="어떤 시간표로도 이 상담을 넣을 수 없습니다.",
        en="No timetable can hold it.",
    ),
    Verdict.TIE: Words(
        ko="이 상담을 넣어도 똑같이 좋은 시간표가 있습니다. 우연이 갈랐습니다.",
        en="Chance decided: a timetable that holds it is just as good.",
    ),
    Verdict.BETTER: Words(
        ko="이 상담을 넣은 더 좋은 시간표가 있습니다. 시간표를 더 오래 계산해야 합니다.",
        en="A better timetable holds it: solve for longer.",
    ),
    Verdict.OPEN: Words(
        ko="시간 안에 비용을 밝히지 못했습니다.",
        en="What it would cost was not found out in the time given.",
    ),
    Verdict.COSTS: Words(
        ko="이 상담을 넣은 시간표는 모두 더 나쁩니다.",
        en="Every timetable that holds it is worse.",
    ),
}

_GOALS = {
    GoalKind.WORTH: Words(ko="상담 점수 {}점", en="{} of worth"),
    GoalKind.DAYS: Words(ko="이틀 오는 기업 {}곳", en="second days of firms: {}"),
    GoalKind.BREAKS: Words(ko="기업의 빈 시간 {}번", en="breaks of firms: {}"),
    GoalKind.CHANGE: Words(ko="바뀌는 상담 {}건", en="consultations moved or dropped: {}"),
    GoalKind.WALKING: Words(ko="걷는 거리 {}m", en="metres walked: {}"),
    GoalKind.EVENNESS: Words(ko="고르지 못한 정도 {}", en="unevenness: {}"),
}


def verdict_words(price: Price) -> Words:
    """Say in one sentence what became of the question."""
    return _VERDICTS[price.verdict]


def price_sentences(price: Price, names: Naming) -> tuple[Words, ...]:
    """Say what a price tells: the verdict, the cost, who would go and who would come in."""
    told = [verdict_words(price)]
    if price.verdict is Verdict.IMPOSSIBLE:
        clash = [one for one in price.clash if one != price.request]
        if clash:
            told.append(_listed("겹치는 필수 상담", "It clashes with", clash, names))
        return tuple(told)
    cost = [_loss(loss) for loss in price.losses if loss.lost]
    if cost:
        told.append(_joined("비용", "Holding it would cost", cost))
    if price.displaced:
        least = len(price.displaced) == price.fewest_displaced
        told.append(
            _listed(
                "빠지는 상담" + (" (가장 적은 수)" if least else ""),
                "It would displace" + (" (no fewer will do)" if least else ""),
                price.displaced,
                names,
            )
        )
    if price.added:
        english = "Instead these would come in"
        told.append(_listed("새로 들어오는 상담", english, price.added, names))
    if price.moved:
        told.append(
            Words(
                ko=f"시간이 바뀌는 상담: {len(price.moved)}건.",
                en=f"Consultations that would move to another slot: {len(price.moved)}.",
            )
        )
    return tuple(told)


def _loss(loss: Loss) -> Words:
    """Say what one goal loses, or gains where another lost; a range where it is not proved."""
    lost = loss.lost or 0
    amount = f"{abs(lost):,}"
    if not loss.exact and loss.least is not None:
        amount = f"{max(0, loss.least):,}~{lost:,}" if lost > 0 else amount
    if loss.aim.goal.kind is GoalKind.COVERAGE:
        words = Words(
            ko=f"상담이 {loss.aim.level}건 이상인 기업 {{}}곳",
            en=f"{{}} firm(s) with {loss.aim.level} or more consultations",
        )
    else:
        words = _GOALS[loss.aim.goal.kind]
    korean, english = words.ko.format(amount), words.en.format(amount)
    if lost < 0:
        return Words(ko=f"{korean} 이득", en=f"{english} gained")
    return Words(ko=f"{korean} 손해", en=f"{english} lost")


def _joined(korean: str, english: str, parts: Sequence[Words]) -> Words:
    return Words(
        ko=f"{korean}: {', '.join(one.ko for one in parts)}.",
        en=f"{english}: {', '.join(one.en for one in parts)}.",
    )


def _listed(korean: str, english: str, requests: Sequence[str], names: Naming) -> Words:
    named = [names(one) for one in requests[:SHOWN]]
    more = len(requests) - SHOWN
    if more > 0:
        named.append(Words(ko=f"외 {more}건", en=f"{more} more"))
    return _joined(korean, english, named)

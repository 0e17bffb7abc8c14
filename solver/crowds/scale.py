"""Whether a problem is small enough for models, before any is built."""

from solver.choosing.stretches import stretches
from solver.layout import Layout

# The relaxation grows by about a third of a millisecond a column and tier.
MOST_COLUMNS = 150_000
# Each takes `running.search.PAIR` bytes in a search, so that 2.7 GB is the most.
MOST_LITERALS = 600_000


def fits_models(layout: Layout) -> bool:
    """Tell whether the relaxation and the whole model can be built within seconds and memory.

    The whole model has a Boolean for each request and slot in which it may be held; the
    relaxation has a column for each request and stretch of time.
    """
    alike: dict[tuple[int, ...], int] = {}
    for slots in layout.candidates:
        alike[slots] = alike.get(slots, 0) + 1
    literals = sum(count * len(slots) for slots, count in alike.items())
    if literals > MOST_LITERALS:
        return False
    parts = stretches(layout, list(alike), single=bool(layout.order) or layout.long)
    number = {slot: index for index, part in enumerate(parts) for slot in part}
    columns = sum(count * len({number[s] for s in slots}) for slots, count in alike.items())
    return columns <= MOST_COLUMNS

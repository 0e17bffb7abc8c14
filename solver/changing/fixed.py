"""What meetings that are settled leave to the others."""

from collections.abc import Mapping

from solver.board import Board
from solver.layout import Layout


def left_over(layout: Layout, settled: Mapping[int, int]) -> list[tuple[int, ...]]:
    """Give the slots left to each request beside meetings that stand where they are.

    Parameters
    ----------
    settled
        Meetings that lie in these slots in every timetable that counts.

    Returns
    -------
    list
        For each request its candidates without those in which a settled meeting, or several
        of a party together, forbid it by a rule of ``Board``. A settled meeting keeps its
        slot.
    """
    board = Board(layout)
    for request, slot in settled.items():
        board.place(request, slot)
    found: list[tuple[int, ...]] = []
    for request, slots in enumerate(layout.candidates):
        if request in settled:
            found.append((settled[request],))
        else:
            found.append(tuple(slot for slot in slots if board.fits(request, slot)))
    return found

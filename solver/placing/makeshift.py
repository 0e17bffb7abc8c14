"""Better than the first timetable where there is no time to choose the meetings well."""

from solver.board import Board
from solver.placing.blocks import place_in_blocks
from solver.placing.construct import place_near
from solver.running.run import Run


def fill(run: Run) -> None:
    """Add meetings to the best timetable known where they fit, the worthiest first."""
    if run.tally.placing is None:
        return
    layout = run.layout
    board = Board(layout)
    for request, slot in run.tally.placing.items():
        board.place(request, slot)
    rest = [r for r, slots in enumerate(layout.candidates) if slots and r not in board.slot_of]
    for request in sorted(rest, key=lambda r: (-layout.requests[r].worth, r)):
        place_near(board, request)
    run.tally.offer(board.slot_of, trusted=False)


def tidy(run: Run) -> None:
    """Place the meetings of the best timetable known anew, each party whole if possible."""
    if run.tally.placing is not None:
        placing = place_in_blocks(run, sorted(run.tally.placing))
        if placing is not None:
            run.tally.offer(placing, trusted=False)

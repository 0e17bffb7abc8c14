"""The grid as a table: a row for each table of each booth, a column for each slot of both days."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from fairmatch.hand.board import Board
from fairmatch.hand.seats import Seat
from fairmatch.hours import booth_hours
from fairmatch.snapshot import Pair


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits somewhere; ``arranged`` beforehand, ``fixed`` by hand."""

    firm_code: str
    agency_code: str
    name_ko: str
    name_en: str
    arranged: bool
    fixed: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One seat in one slot."""

    open: bool
    sitter: Sitter | None


@dataclass(frozen=True, slots=True)
class BoothRows:
    """One booth: its agency, and for each table its cells by time."""

    code: str
    agency_code: str
    name_ko: str
    name_en: str
    tables: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One slot; ``begun`` if nothing in it can be changed any more."""

    at: datetime
    begun: bool
    first_of_day: bool


@dataclass(frozen=True, slots=True)
class Stray:
    """A consultation whose booth or time is in the grid no more."""

    sitter: Sitter
    seat: Seat


def columns(board: Board) -> list[Column]:
    """Give the columns by time; ``at`` is local."""
    zone, seen = board.fair.zone, set[date]()
    found = []
    for starts, _, _ in board.times:
        at = starts.astimezone(zone)
        found.append(Column(at, board.begun(starts), at.date() not in seen))
        seen.add(at.date())
    return found


def booths(board: Board, codes: Collection[str] | None = None) -> list[BoothRows]:
    """Give the rows of all booths by code, or of some."""
    agencies = sorted(board.fair.agencies.values(), key=lambda agency: agency.booth.code)
    rows = []
    for agency in agencies:
        booth = agency.booth
        if codes is not None and booth.code not in codes:
            continue
        hours = booth_hours(booth)
        staffed = [hours.cover(slot.date, slot.starts, slot.ends) for slot in board.fair.slots]
        tables = tuple(
            tuple(
                Cell(there, _sitter_at(board, (starts, booth.code, table)))
                for there, (starts, _, _) in zip(staffed, board.times, strict=True)
            )
            for table in range(1, booth.tables + 1)
        )
        rows.append(BoothRows(booth.code, agency.code, agency.name_ko, agency.name_en, tables))
    return rows


def strays(board: Board) -> list[Stray]:
    """Give what the grid cannot show, by time."""
    return sorted(_strays(board), key=lambda one: (one.seat.starts_at, one.sitter.firm_code))


def _strays(board: Board) -> Iterator[Stray]:
    for pair, seat in board.held.items():
        booth = board.fair.agencies[pair[1]].booth
        known = booth.code == seat.booth_code and 1 <= seat.table <= booth.tables
        if not known or seat.starts_at not in board.slot_at:
            yield Stray(sitter(board, pair, seat), seat)


def sitter(board: Board, pair: Pair, seat: Seat) -> Sitter:
    """Give who a seat is for."""
    firm, agency = board.fair.firms[pair[0]], board.fair.agencies[pair[1]]
    arranged = pair in board.fair.pins
    return Sitter(firm.code, agency.code, firm.name_ko, firm.name_en, arranged, seat.fixed)


def _sitter_at(board: Board, spot: tuple[datetime, str, int]) -> Sitter | None:
    pair = board.at_spot.get(spot)
    return None if pair is None else sitter(board, pair, board.held[pair])

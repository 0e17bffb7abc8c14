"""Every party's schedule as a file of its own, all in one archive."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from fairmatch.papers.pages import Owner
from fairmatch.papers.schedules import each_schedule
from fairmatch.papers.sources import Printed


def every_schedule(printed: Printed, pages: Mapping[Owner, str]) -> bytes:
    """Give the archive: the same version gives the same bytes."""
    buffer = BytesIO()
    moment = printed.published_at.astimezone(printed.zone)
    stamp = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for path, content in each_schedule(printed, pages):
            archive.writestr(ZipInfo(path, stamp), content)
    return buffer.getvalue()

"""Something happened on a day of the fair: the published timetable follows, changing the least."""

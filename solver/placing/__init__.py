"""When: a timetable at once, parties placed whole, better times by neighbourhoods."""

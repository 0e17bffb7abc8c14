"""What is live on the day: screens in the hall by a secret address, everybody's own day."""

from web.boards import desk, my_day, screens
from web.boards.blueprint import blueprint

__all__ = ["blueprint", "desk", "my_day", "screens"]

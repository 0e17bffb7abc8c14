"""An agency's own area, entered by its officers: plan items now, what firms ask besides."""

from web.agencies import firms_for_you, home, plan_editing, plan_list, plan_page, plan_upload
from web.agencies.blueprint import blueprint

__all__ = [
    "blueprint",
    "firms_for_you",
    "home",
    "plan_editing",
    "plan_list",
    "plan_page",
    "plan_upload",
]

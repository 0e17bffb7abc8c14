"""What a fair keeps about people, what for, and for how long."""

from flask import render_template

from web.public.blueprint import blueprint, fair_of


@blueprint.get("/fairs/<code>/privacy")
def privacy(code: str) -> str:
    """Tell how the fair treats people's data."""
    return render_template("public/privacy.html", fair=fair_of(code))

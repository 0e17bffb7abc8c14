"""The program that keeps the day's pages for when there is no network."""

import hashlib

from flask import Response, render_template

from web.assets import asset
from web.fairday.blueprint import blueprint

KEPT = (
    "js/day.js",
    "js/day_queue.js",
    "js/day_find.js",
    "js/day_outcome.js",
    "vendor/jsqr-1.4.0/jsQR.js",
)
"""What a kept page needs that it may not have fetched yet."""


@blueprint.get("/day/worker.js")
def worker() -> Response:
    """Give it; its pages are named when it is registered, and it answers for nothing else."""
    kept = [asset(name) for name in KEPT]
    version = hashlib.sha256(" ".join(kept).encode()).hexdigest()[:10]
    program = render_template("fairday/worker.js", kept=kept, version=version)
    answer = Response(program, mimetype="text/javascript")
    answer.headers["Service-Worker-Allowed"] = "/"
    answer.headers["Cache-Control"] = "no-cache"
    return answer

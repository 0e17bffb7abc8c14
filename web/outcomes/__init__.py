"""What came of consultations: written by officers and firms, confirmed, decided at the desk."""

from web.outcomes import acts, desk, files, pages, survey
from web.outcomes.blueprint import blueprint

__all__ = ["acts", "blueprint", "desk", "files", "pages", "survey"]

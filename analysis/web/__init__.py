"""The web pages: parse the request, call one use case, render. No SQL, counting or policy here.

``app`` builds the application and ``server`` serves it on this machine; ``middleware`` is what every request goes
through first, ``identity`` asks who the user is, ``page_rendering`` renders templates, ``background_jobs`` runs long
work. Each file or folder in ``features`` is a group of pages.
"""

from analysis.web.app import create_app

__all__ = ["create_app"]

"""The web pages: parse, one call of the service, show. No SQL, counting or policy here.

``app`` puts the application together and ``serving`` opens it on this machine; ``security`` is what every request goes
through first, ``acting`` asks who is there, ``pages`` shows templates, ``jobs`` runs what takes long. Each file in
``routes`` is a group of pages.
"""

from analysis.web.app import create_app

__all__ = ["create_app"]

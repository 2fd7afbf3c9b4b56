"""Run by the Python that has doccano: fills its database with texts, or counts what was annotated.

`python doccano_side.py fill FILE` takes JSON of texts and label names and prints the project's number and doccano's
version; `python doccano_side.py count` prints how many examples have a category, and how many are confirmed.
"""

from __future__ import annotations

import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

KEYS = "123456789"
USER = "auditor"


def fill(file: str) -> None:
    """An empty database with one project of these texts, one user with the role that a project's maker has."""
    from django.contrib.auth.models import User
    from django.core import management
    from examples.models import Example
    from label_types.models import CategoryType
    from projects.models import ProjectType, TextClassificationProject

    for command in ("migrate", "create_roles"):
        management.call_command(command, verbosity=0)
    told = json.loads(Path(file).read_text(encoding="utf-8"))
    user = User.objects.create_superuser(USER, "auditor@example.com", USER)
    project = TextClassificationProject.objects.create(
        name="points", description="points", project_type=ProjectType.DOCUMENT_CLASSIFICATION, created_by=user
    )
    project.add_admin()
    for number, name in enumerate(told["labels"]):
        CategoryType.objects.create(text=name, project=project, suffix_key=KEYS[number : number + 1] or None)
    rows = (Example(project=project, text=text) for text in told["texts"])
    Example.objects.bulk_create(rows, batch_size=500)
    print(json.dumps({"project": project.id, "version": version("doccano"), "texts": Example.objects.count()}))


def count() -> None:
    """What was annotated."""
    from examples.models import ExampleState
    from labels.models import Category

    labelled = Category.objects.values("example").distinct().count()
    print(json.dumps({"labelled": labelled, "confirmed": ExampleState.objects.count()}))


if __name__ == "__main__":
    import backend
    import django

    sys.path.append(str(Path(backend.__file__).parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    django.setup()
    {"fill": lambda: fill(sys.argv[2]), "count": count}[sys.argv[1]]()

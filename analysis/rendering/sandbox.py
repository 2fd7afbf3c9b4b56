"""Jinja2 for templates that may be anybody's: they can write text, and reach nothing but what they are shown.

A workspace may bring templates of its own, and a workspace may come from somebody else. So every template, ours too, is
filled in in Jinja2's sandbox, which hides what begins with an underscore and refuses to change what it is given. Beyond
that, a template may call nothing but its own macros, the functions that Jinja2 and we lend it, and the methods of plain
values and of our frozen ones: a file's path that a page happens to hold cannot be asked to write.
"""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from importlib.metadata import version
from importlib.util import cache_from_source
from inspect import unwrap
from pathlib import Path
from pickle import UnpicklingError
from traceback import walk_tb
from types import BuiltinMethodType, CodeType, MappingProxyType, MethodType
from typing import Any, NoReturn

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner
from markupsafe import Markup

from analysis.errors import OutputError
from analysis.text import fingerprint

_TEMPLATES = (".j2", ".css")

MOST_BYTES = 1_000_000
"""Of one template; our largest has 40,000."""

MOST_REPEATED = 1_000_000
"""Characters or items that a template may make of one value by multiplying it; and the bits of a number."""

_PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
"""Our own templates: inside an installed package, and, for an editable installation, in the checkout."""

_COMPILED_MODULES = Path(cache_from_source(__file__)).parent

REMEDY = "Mend the template; or remove it, and the one that comes with Everypoint is used."

_PLAIN: tuple[type[Any], ...] = (
    *(str, Markup, bytes, int, float, bool, tuple, list, dict, set, frozenset, range, Counter, deque, MappingProxyType),
    *(date, datetime, time, timedelta, type({}.keys()), type({}.values()), type({}.items())),
    *(LoopContext, Cycler, Joiner),
)
_ROOMS = ("analysis.model", "analysis.tally", "analysis.auditing", "analysis.app", "analysis.web")
"""Where the values that pages show are defined."""


class Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which a template calls only what is on the list."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: Any) -> None:
        """Keep what was decided of a class and a name: a report asks hundreds of thousands of times."""
        super().__init__(**options)
        self._safe_attributes: dict[tuple[type[Any], str], bool] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute that a template may see; what Jinja2 wraps or refuses is left to it."""
        if self._safe_attributes.get((type(obj), attribute)):
            try:
                value = getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
            if not isinstance(value, (MethodType, BuiltinMethodType)):
                return value
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what a template may call; a macro, as nearly every call is of one, without looking what else it is."""
        if type(__obj) is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(__context.eval_ctx, *args, **kwargs)
        return super().call(__context, __obj, *args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may see this, as Jinja2 decides by the name and the object's class."""
        class_and_name = (type(obj), attr)
        if class_and_name not in self._safe_attributes:
            self._safe_attributes[class_and_name] = super().is_safe_attribute(obj, attr, value)
        return self._safe_attributes[class_and_name]

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether a template may call this."""
        unwrapped = unwrap(obj) if callable(obj) else obj
        if not super().is_safe_callable(unwrapped):
            return False
        if isinstance(unwrapped, (MethodType, BuiltinMethodType)):
            owner_class: type[Any] = type(unwrapped.__self__)
            return owner_class in _PLAIN or _is_ours(owner_class)
        is_jinja_helper = isinstance(unwrapped, (Macro, BlockReference, LoopContext, Cycler, Joiner))
        return is_jinja_helper or any(unwrapped is known_global for known_global in self.globals.values())

    def unsafe_undefined(self, obj: Any, attribute: str) -> NoReturn:
        """Refuse at once what is hidden; Jinja2 itself would wait until somebody uses it."""
        raise SecurityError(f"{attribute!r} of a {type(obj).__name__} is hidden from templates")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply, unless what comes of it would fill the memory."""
        if _is_too_large(operator, left, right):
            raise SecurityError(f"{operator} makes more of a value than a page can show")
        return super().call_binop(context, operator, left, right)


def _is_ours(owner: type[Any]) -> bool:
    """Return whether a class is one of our values that cannot change and can do nothing."""
    if not owner.__module__.startswith(_ROOMS):
        return False
    is_frozen = is_dataclass(owner) and owner.__dataclass_params__.frozen  # type: ignore[attr-defined]
    return is_frozen or issubclass(owner, (Enum, tuple))


def _is_too_large(operator: str, left: Any, right: Any) -> bool:
    if isinstance(left, int) and isinstance(right, int):
        return left.bit_length() * (right if operator == "**" else 1) > MOST_REPEATED
    operand_size, repetitions = (left, right) if hasattr(left, "__len__") else (right, left)
    return (
        hasattr(operand_size, "__len__")
        and isinstance(repetitions, int)
        and len(operand_size) * repetitions > MOST_REPEATED
    )


class _Folder(FileSystemLoader):
    """The templates of one folder: files that lie in it, and no link that leads out of it."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text; raises SecurityError for what may be no template of this folder."""
        template_folder = Path(self.searchpath[0])
        template_path = template_folder / template
        if template_path.is_file() and not template_path.resolve().is_relative_to(template_folder.resolve()):
            raise SecurityError(f"{template_path} leads to something outside {template_folder}")
        if template_path.is_file() and template_path.stat().st_size > MOST_BYTES:
            raise SecurityError(f"{template_path} is larger than the {MOST_BYTES:,} bytes that a template may have")
        return super().get_source(environment, template)


def loader_of(folders: Sequence[Path]) -> BaseLoader:
    """Return the loader of templates from the first of these folders that has them."""
    return ChoiceLoader([_Folder(folder) for folder in folders])


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps compiled templates for environments that have the same filters, whatever their folders: in memory, and
    those that come with us beside the compiled modules of this room.

    Compiling takes longer than a small report. Who can write there could change the program as well; a template of a
    workspace's own is kept in memory alone.
    """

    def __init__(self, folder: Path = _COMPILED_MODULES) -> None:
        """Name the folder in which compiled templates are kept."""
        super().__init__(str(folder), "%s.template")
        self._code: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return under what the code of a template is kept."""
        is_ours = filename is not None and any(Path(filename).is_relative_to(folder) for folder in SHIPPED)
        return f"{_OURS if is_ours else ''}{super().get_cache_key(name, filename)}"

    def get_source_checksum(self, source: str) -> str:
        """Return what the code of a template follows from: its text, and the modules that it is compiled by."""
        return super().get_source_checksum(f"{_compiler_stamp()} {source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code where the same text of the same file was compiled before."""
        place = bucket.key, bucket.checksum
        if place not in self._code and bucket.key.startswith(_OURS):
            with suppress(OSError, ValueError, EOFError, TypeError, UnpicklingError):
                super().load_bytecode(bucket)
            if bucket.code is not None:
                self._code[place] = bucket.code
        bucket.code = self._code.get(place)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code
            if bucket.key.startswith(_OURS) and not sys.dont_write_bytecode:
                with suppress(OSError):
                    super().dump_bytecode(bucket)


_OURS = "ours-"
"""How that begins under which a template that comes with us is kept."""


@cache
def _compiler_stamp() -> str:
    """Return the state of all that decides what a template is compiled to, as Python judges that of its own modules."""
    modules = [path.stat() for path in sorted(_PACKAGE.rglob("*.py"))]
    return fingerprint(f"{version('jinja2')} {[(module.st_mtime_ns, module.st_size) for module in modules]}")


# What goes wrong in a template ----------------------------------------------------------------------------------------


@contextmanager
def template_faults(templates: str, folders: Sequence[Path] | None = None) -> Iterator[None]:
    """Raise OutputError, with file and line, in place of what goes wrong in a template.

    ``folders``: only in the templates of these; what goes wrong in another is a fault of ours and stays what it is.
    """
    try:
        yield
    except Exception as error:
        error_place = _place(error)
        is_theirs = error_place is not None and (
            folders is None or any(Path(error_place[0]).is_relative_to(f) for f in folders)
        )
        is_known = isinstance(error, (TemplateError, UnicodeDecodeError))
        if not (is_theirs or (is_known and folders is None) or isinstance(error, SecurityError)):
            raise
        location_text = f"{error_place[0]}, line {error_place[1]}" if error_place else templates
        error_text = f"there is no template {error}" if isinstance(error, TemplateNotFound) else _first_line(error)
        raise OutputError(f"{location_text}: {error_text.rstrip('.')}. {REMEDY}") from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _place(error: Exception) -> tuple[str, int] | None:
    """Return the template and line that an error comes from; Jinja2 lays its frames out as if templates were Python."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    traceback_frames = [(frame.f_code.co_filename, line_number) for frame, line_number in walk_tb(error.__traceback__)]
    return next((place for place in reversed(traceback_frames) if place[0].endswith(_TEMPLATES)), None)

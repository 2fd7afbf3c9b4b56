"""What people say of messages, written into consultation.toml."""

from __future__ import annotations

import tomllib

from analysis.model import MailGrouping
from analysis.workspace import with_grouping

TOML = '[consultation]\ntitle = "Mill Lane" # ours\n'


def mail(text: str) -> list[dict[str, str]]:
    return list(tomllib.loads(text)["mail"])


def test_the_last_word_on_a_message_takes_the_place_of_the_former() -> None:
    once = with_grouping(TOML, MailGrouping("a.eml", is_one=False))
    other = with_grouping(once, MailGrouping("b.eml", is_one=False))
    again = with_grouping(other, MailGrouping("a.eml", is_one=True))
    assert mail(again) == [{"file": "b.eml", "responses": "several"}, {"file": "a.eml", "responses": "one"}]
    assert again.startswith(TOML)


def test_it_stands_above_a_pattern_that_names_the_message_too() -> None:
    pattern = f'{TOML}\n[[mail]]\nfile = "*.eml"\nresponses = "several"\n'
    assert mail(with_grouping(pattern, MailGrouping("a.eml", is_one=True)))[0]["file"] == "a.eml"

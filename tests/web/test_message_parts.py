"""A response that came as several files in one message: where its points stand, and one or several responses."""

from __future__ import annotations

from analysis.app.ingest import ingest
from tests.app.ingest.test_message_regrouping import post
from tests.web.test_upload import names
from tests.web.visitor import Visitor, text_of


def test_a_message_is_taken_apart_and_put_together_on_its_page(beginner: Visitor) -> None:
    (beginner.app_context.workspace.responses / "post.eml").write_bytes(post())
    ingest.take_in(beginner.app_context)
    told = text_of(beginner.get("/response", document="post.eml#Letter.txt"))
    assert "Came as 2 files in one message, and is one response: Letter.txt, Annex.txt" in told
    shown = beginner.post("/response/message", {"document": "post.eml#Letter.txt", "responses": "several"}).text
    assert names(beginner) == {"post.eml#Letter.txt", "post.eml#Annex.txt"}
    assert "2 responses" in text_of(shown)
    assert "Came in one message with post.eml#Letter.txt" in text_of(
        beginner.get("/response", document="post.eml#Annex.txt")
    )
    beginner.post("/response/message", {"document": "post.eml#Annex.txt", "responses": "one"})
    assert names(beginner) == {"post.eml#Letter.txt"}


def test_nothing_else_can_be_said_of_a_message(reader: Visitor) -> None:
    reader.post("/response/message", {"document": "letter.txt", "responses": "one"}, status=400)

"""Coding with a model from a page: settings are saved, what would be sent is shown, and only that is sent."""

from __future__ import annotations

from pathlib import Path

from analysis.app.views.activity_history import history
from analysis.model import ActivityKind, ModelMode
from analysis.workspace import load_consultation
from tests.app.coding.model_workspace import machine_codings
from tests.stub_model import Reply, stub_model
from tests.web.test_settings import file_of
from tests.web.test_team import sent_by
from tests.web.visitor import Visitor, text_of

FIELDS = {"mode": "model", "unpublished": "hold back", "personal_data": "mask", "calls": "300", "concurrency": "2"}


def base_of(page: str) -> str:
    return page.partition('name="base" value="')[2].partition('"')[0]


def save(visitor: Visitor, status: int = 200, **typed: str) -> str:
    sent = {"base": base_of(visitor.get("/model")), **FIELDS, **typed}
    return str(visitor.post("/model", sent, status=status).text)


def test_a_model_is_named_asked_and_shown(reader: Visitor) -> None:
    with stub_model() as stub:
        before = file_of(reader).read_text("utf-8")
        told = save(reader, endpoint=stub.endpoint, model="stub", price_in="0.15", price_out="0.60", positions="yes")
        assert "The settings are saved. Nothing was sent." in text_of(told)
        assert file_of(reader).read_text("utf-8").startswith(before)
        coder = load_consultation(file_of(reader)).coder
        assert coder is not None
        assert (coder.mode, coder.price_out, coder.concurrency, coder.positions) == (ModelMode.MODEL, 0.6, 2, True)
        reader.post("/model/plan")
        reader.settle()
        shown = reader.get("/model")
        assert "on this computer: nothing leaves it" in text_of(shown)
        assert stub.conversation == []
        plan = shown.partition('name="plan" value="')[2].partition('"')[0]
        reader.post("/model/send", {"plan": plan})
        reader.settle()
        said = text_of(reader.get("/model"))
        assert f"{len(stub.conversation)} requests answered, 0 not." in said
        assert "points newly coded" in said
        assert any(coding.is_of_model for coding in machine_codings(reader.app_context))
        assert "Changed the settings" in text_of(reader.get("/history"))


def test_only_what_was_seen_is_sent(reader: Visitor) -> None:
    with stub_model() as stub:
        save(reader, endpoint=stub.endpoint, model="stub")
        reader.post("/model/send", {"plan": "another"})
        reader.settle()
        assert "What would be sent has changed since it was shown. Nothing was sent." in text_of(reader.get("/model"))
        assert stub.conversation == []


def test_what_cannot_be_saved_is_shown_again_with_all_that_was_typed(reader: Visitor) -> None:
    before = file_of(reader).read_bytes()
    page = save(reader, 400, endpoint="ai.example.org", model="stub", price_in="cheap", calls="no")
    assert "Enter a number, such as 0.15" in text_of(page)
    assert 'value="cheap"' in page
    page = save(reader, 400, endpoint="ai.example.org", model="stub")
    assert "Expected an address of the web without name or key" in text_of(page)
    assert "Enter the name of the model" in text_of(save(reader, 400, endpoint="http://127.0.0.1:9/v1"))
    assert file_of(reader).read_bytes() == before


def test_fields_of_the_file_that_the_page_does_not_have_stay_and_a_model_goes(reader: Visitor) -> None:
    path: Path = file_of(reader)
    before = path.read_text("utf-8")
    path.write_text(before + '\n[coder]\nendpoint = "http://127.0.0.1:9/v1"\nmodel = "a"\nseed = 7 # ours\n', "utf-8")
    save(reader, endpoint="http://127.0.0.1:9/v1", model="b", calls="40")
    assert "seed = 7 # ours" in path.read_text("utf-8")
    coder = load_consultation(path).coder
    assert coder is not None
    assert (coder.model, coder.calls, coder.seed) == ("b", 40, 7)
    save(reader)
    assert load_consultation(path).coder is None
    assert path.read_text("utf-8").startswith(before)
    assert history(reader.app_context, reader.services.snapshots.get()).lines[0].who == "Sam Brook"


def test_the_address_of_another_computer_is_saved_only_with_a_written_confirmation(reader: Visitor) -> None:
    before = file_of(reader).read_bytes()
    for confirmation in ("", "Yes.", "Responses may be sent to ai.example.com."):
        page = save(reader, 400, endpoint="https://ai.example.org/v1", model="stub", confirmation=confirmation)
        assert "ai.example.org is another computer. Write that responses may be sent" in text_of(page)
        assert 'href="#confirmation"' in page
    assert file_of(reader).read_bytes() == before
    assert not reader.app_context.store.deeds(9)
    allowed = "Responses may be sent to ai.example.org. (Ann Lee, head of policy)"
    save(reader, endpoint="https://ai.example.org/v1", model="stub", confirmation=allowed)
    kinds = [deed.kind for deed in reader.app_context.store.deeds(9)]
    assert kinds == [ActivityKind.CHANGED_SETTINGS, ActivityKind.CONFIRMED_MODEL]
    assert f"Confirmed that responses may be sent to a model: https://ai.example.org/v1: {allowed}" in text_of(
        reader.get("/history")
    )
    save(reader, 400, endpoint="https://ai.example.net/v1", model="stub", confirmation=allowed)


def test_an_address_that_a_file_names_without_confirmation_is_asked_nothing(reader: Visitor) -> None:
    coder = '\n[coder]\nendpoint = "https://ai.example.org/v1"\nmodel = "stub"\nmode = "model"\n'
    file_of(reader).write_text(file_of(reader).read_text("utf-8") + coder, "utf-8")
    reader.post("/model/plan")
    reader.settle()
    page = reader.get("/model")
    assert "NOT CONFIRMED: nothing is sent" in text_of(page)
    assert "Send all" not in text_of(page)


def test_what_had_no_answer_is_asked_again(reader: Visitor) -> None:
    with stub_model(lambda _: Reply(body=b"no JSON")) as stub:
        save(reader, endpoint=stub.endpoint, model="stub")
        for turn, form in enumerate(({}, {"again": "yes"}), 1):
            reader.post("/model/plan", form)
            reader.settle()
            reader.post("/model/send", sent_by(reader.get("/model"), "/model/send"))
            reader.settle()
            assert "0 requests answered" in text_of(reader.get("/model"))
            asked = len(stub.conversation) // turn
            assert len(stub.conversation) == asked * turn > 0
        reader.post("/model/plan")
        reader.settle()
        assert f"{asked} requests had no answer last time and are not asked again" in text_of(reader.get("/model"))

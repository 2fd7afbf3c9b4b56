"""Exports in German, French, Welsh and Spanish: consent by its answers, monitoring, records, and scales."""

from __future__ import annotations

import pytest

from analysis.model import Publish
from analysis.reading.table import consent
from tests.reading.table.exports import text_table
from tests.reading.table.reading import documents, roles

PLAIN = """
Dürfen wir Ihre Antwort veröffentlichen?|Ja|Nein
Sind Sie damit einverstanden, dass wir Ihre Stellungnahme veröffentlichen?|Ja|Nein
Stimmen Sie der Veröffentlichung Ihrer Antwort zu?|Ja|Nein
Acceptez-vous la publication de votre réponse ?|Oui|Non
Acceptez-vous que votre contribution soit publiée ?|Oui|Non
Pouvons-nous publier votre réponse ?|Oui|Non
A gawn ni gyhoeddi eich ymateb?|Cewch|Na chewch
Ydych chi'n fodlon i ni gyhoeddi eich ymateb?|Ydw|Nac ydw
¿Podemos publicar su respuesta?|Sí|No
¿Acepta la publicación de su respuesta?|Sí|No
"""
ASKED = [tuple(line.split("|")) for line in PLAIN.strip().splitlines()]


@pytest.mark.parametrize(("asked", "yes", "no"), ASKED)
def test_a_plain_question_is_answered_with_a_plain_yes(asked: str, yes: str, no: str) -> None:
    assert consent.is_asked(asked)
    assert consent.meaning(asked, yes, {}) is Publish.YES
    assert consent.meaning(asked, no, {}) is Publish.NO


@pytest.mark.parametrize(
    ("asked", "yes"),
    [
        ("Dürfen wir Ihre Antwort nicht veröffentlichen?", "Ja"),
        ("Soll Ihre Antwort anonym veröffentlicht werden?", "Ja"),
        ("Dürfen wir Ihre Antwort ohne Ihren Namen veröffentlichen?", "Ja"),
        ("Souhaitez-vous que votre réponse reste confidentielle ?", "Oui"),
        ("A ddylem gadw eich ymateb yn gyfrinachol?", "Ydw"),
        ("¿Desea que su respuesta sea anónima?", "Sí"),
    ],
)
def test_a_question_that_is_not_plain_allows_nothing(asked: str, yes: str) -> None:
    assert consent.is_asked(asked)
    content = text_table([[asked, "Warum?"], *([yes, f"Die Gasse {i} ist zu eng für Lastwagen."] for i in range(5))])
    allowed = {document.respondent.publish for document in documents(content) if document.respondent}
    assert allowed <= {Publish.ANONYMOUS, Publish.NO}


def export(head: str, sexes: str, scale: str, reason: str, allowed: str) -> list[list[str]]:
    """Six responses: a time, an age, a sex, an answer of a scale, a reason, and consent."""
    pairs = [each.split("|") for each in (sexes, scale, allowed)]
    rows = [
        [f"0{day}.02.2026 10:00", "30-44", pairs[0][day % 2], pairs[1][day % 2], f"{reason} {day}.", pairs[2][day % 2]]
        for day in range(1, 7)
    ]
    return [head.split("|"), *rows]


GERMAN = export(
    "Zeitstempel|Alter|Geschlecht|Stimmen Sie dem Plan zu?|Warum?|Dürfen wir Ihre Antwort veröffentlichen?",
    *("weiblich|männlich", "Stimme eher zu|Stimme nicht zu"),
    *("Die Gasse ist zu eng für Lastwagen und Busse der Linie", "Nein|Ja"),
)
FRENCH = export(
    "Horodateur|Âge|Sexe|D'accord avec le projet ?|Pourquoi ?|Acceptez-vous la publication de votre réponse ?",
    *("Femme|Homme", "Plutôt d'accord|Pas d'accord"),
    *("La rue est trop étroite pour les camions de livraison et pour le bus", "Non|Oui"),
)
WELSH = export(
    "Stamp amser|Oedran|Rhyw|Ydych chi'n cytuno â'r cynllun?|Pam?|A gawn ni gyhoeddi eich ymateb?",
    *("Benyw|Gwryw", "Ydw|Nac ydw"),
    *("Mae'r stryd yn rhy gul i lorïau a does dim lle i gerdded ar y palmant", "Nac ydw|Ydw"),
)
SPANISH = export(
    "Marca temporal|Edad|Sexo|¿Está de acuerdo con el plan?|¿Por qué?|¿Podemos publicar su respuesta?",
    *("Mujer|Hombre", "Más bien de acuerdo|En desacuerdo"),
    *("La calle es demasiado estrecha para los camiones y para el autobús", "No|Sí"),
)


@pytest.mark.parametrize("rows", [GERMAN, FRENCH, WELSH, SPANISH], ids=["German", "French", "Welsh", "Spanish"])
def test_each_column_of_an_export_has_its_role(rows: list[list[str]]) -> None:
    content = text_table(rows)
    assert list(roles(content).values()) == ["leave_out", "monitoring", "monitoring", "closed", "open", "publish"]
    allowed = [document.respondent.publish for document in documents(content) if document.respondent]
    assert allowed == [Publish.YES if row[-1] in ("Ja", "Oui", "Ydw", "Sí") else Publish.NO for row in rows[1:]]


def test_reasons_below_a_name_of_consent_are_an_open_question() -> None:
    rows = [[row[4], row[4]] for row in GERMAN[1:]]
    content = text_table([["Warum?", "Stimmen Sie der Veröffentlichung Ihrer Stadtpläne zu?"], *rows])
    assert list(roles(content).values())[1] == "open"

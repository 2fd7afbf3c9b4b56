"""What German, French, Welsh and Spanish forms ask of every respondent, and what their platforms add.

As in English, "yes" is believed below a closed list of plain questions only; any other name that speaks of publishing
is a question of consent whose answers count as anonymous, or no, until a person has said what they mean.
"""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(patterns)})", re.IGNORECASE)


# Consent --------------------------------------------------------------------------------------------------------------

_DE = r"(?:ihre[nrs]?|meine[nrs]?|diese[nrs]?) (?:(?:ganzen?|vollständigen?) )?(?:antwort(?:en)?|stellungnahmen?"
_DE += r"|rückmeldung(?:en)?|beitrag|beiträge|kommentare?|eingabe)"
_FR = r"(?:votre|vos|ma|mes|cette) (?:réponses?|contributions?|commentaires?|avis|observations?)"
_CY = r"(?:eich|fy|yr|yr?) (?:holl )?(?:h?ymatebi?on|h?ymateb|sylwadau|ateb(?:ion)?)"
_ES = r"(?:su|sus|mi|mis|esta) (?:respuestas?|comentarios?|contribuci(?:ón|ones)|opini(?:ón|ones)|observaci(?:ón|ones))"

PLAIN = _any(
    rf"(?:dürfen|können) wir {_DE} veröffentlichen",
    rf"(?:sind sie|ich bin|wir sind) (?:damit )?einverstanden,? dass (?:wir )?{_DE} (?:veröffentlicht wird"
    r"|veröffentlicht werden|veröffentlichen)",
    rf"(?:sind sie|ich bin) (?:mit )?der veröffentlichung (?:von )?{_DE} einverstanden",
    rf"(?:sind sie|ich bin) mit der veröffentlichung {_DE} einverstanden",
    rf"(?:stimmen sie|ich stimme) der veröffentlichung {_DE} zu",
    rf"(?:erlauben sie|ich erlaube)(?: uns)?,? {_DE} zu veröffentlichen",
    rf"(?:einwilligung|zustimmung|einverständnis) (?:zur|in die|mit der) veröffentlichung(?: {_DE})?",
    rf"(?:acceptez-vous|êtes-vous d['’]accord pour|consentez-vous à|j['’]accepte|autorisez-vous|j['’]autorise)"
    rf"(?: que)? (?:la publication de|de publier|publier|que nous publiions|nous à publier) ?{_FR}",
    rf"(?:acceptez-vous|êtes-vous d['’]accord pour|consentez-vous à ce|autorisez-vous|j['’]accepte) que {_FR}"
    r" (?:soi(?:t|ent)) publiée?s?",
    rf"nous autorisez-vous à publier {_FR}|(?:pouvons-nous|peut-on) publier {_FR}",
    rf"(?:consentement|autorisation|accord) (?:à|pour|de) (?:la )?publication(?: de {_FR})?",
    rf"(?:a (?:gawn|allwn) ni|gawn ni) gyhoeddi {_CY}|(?:ydych chi|a ydych(?: chi)?)(?:['’]n)? "
    rf"(?:yn )?(?:fodlon|hapus|cytuno|cydsynio) (?:i ni gyhoeddi|i gyhoeddi) {_CY}",
    rf"(?:caniatâd|cydsyniad) i gyhoeddi(?: {_CY})?",
    r"¿?(?:podemos|puede(?:n)?|nos permite|nos autoriza a|acepta|autoriza|consiente) (?:que )?publi(?:car|quemos) "
    rf"{_ES}",
    rf"¿?(?:acepta|autoriza|consiente|está de acuerdo con) (?:en )?la publicación de {_ES}",
    rf"(?:consentimiento|autorización|permiso) (?:para|de) (?:la )?publica(?:r|ción)(?: de)?(?: {_ES})?",
)
"""Questions below which a plain yes allows the response to be published, whole."""

_PUBLISHES = _any(
    r"\w*veröffentlich\w*|\bpubli(?:er|ée?s?|ions|iions|cation|que[nr]?|quemos|car|cad[ao]s?|cación)\b"
    r"|\b[cg]?h?yhoeddi\w*"
)
_CONSENTS = _any(
    r"\b(?:dürfen|darf|einverstanden|einwilligung|zustimm\w+|stimmen sie|erlaub\w+|ihre[nrs]?|meine[nrs]?)\b",
    r"\b(?:acceptez|accepte|autoris\w+|consent\w+|d['’]accord|pouvons-nous|souhaitez|votre|vos|ma|mon)\b",
    r"\b(?:caniat\w+|ganiat\w+|cytuno|fodlon|hapus|gawn|allwn|eich|cydsyn\w+)\b",
    r"\b(?:acepta|autoriz\w+|consient\w+|permi\w+|de acuerdo|podemos|puede|sus?)\b",
)
_CALLED = _any(
    r"(?:ein(?:willigung|verständnis)|zustimmung|veröffentlichung|vertraulich(?:keit)?|anonym(?:isieren|ität)?)",
    r"(?:consentement|publication|confidentiel(?:le)?|confidentialité|anonym(?:e|at))",
    r"(?:caniatâd|cydsyniad|cyhoeddi|cyfrinachol|dienw)",
    r"(?:consentimiento|publicación|confidencial(?:idad)?|an[óo]nim[oa]|anonimato)",
)
_SECRET = _any(
    r"\b(?:ihre[nrs]?|meine[nrs]?|sie|votre|vos|vous|eich|chi|sus?|usted)\b.{0,80}"
    r"(?:vertraulich|anonym|confidentiel|[cg]h?yfrinachol|d?dienw|confidencial|anónim)"
)
_OPINION = _any(
    r"\b(?:meinung|halten sie von|pensez-vous|avis sur|barn|feddwl|opina|piensa|warum|pourquoi|pam|por qué)\b"
)


def asks_consent(header: str) -> bool:
    """Return whether a column asks for consent to print; its answers must bear that out."""
    bare = header.strip(" *:?.¿")
    if _CALLED.fullmatch(bare) or PLAIN.fullmatch(bare):
        return True
    speaks = _PUBLISHES.search(bare) and _CONSENTS.search(bare)
    return bool(speaks or _SECRET.search(bare)) and _OPINION.search(bare) is None


YES = r"ja|jawohl|oui|cewch|iawn|ydw|ydyn|ydym|ie|sí|si|cytuno|einverstanden|d['’]accord|de acuerdo"
NO = r"nein|non|na chewch|nac ydw|nac ydyn|nac ydym|nage|na"
"""Plain answers, as they are compared."""

SCALE = (
    r"ja|nein|oui|non|ydw|nac ydw|ydy|nac ydy|oes|nac oes|ie|nage|sí|wei(?:ß|ss) (?:ich )?nicht"
    r"|keine (?:angabe|meinung)"
    r"|je ne sais pas|sans (?:avis|opinion)|ne se prononce pas|ddim yn gwybod|dim barn|no s[eé]|no sabe|no contesta"
)
"""Answers of closed questions that need no second look; longer scales are known by how often they come again."""

GOES_ON = (
    r"(?:(?:ihre|bitte|kurze) )?begründung(?:en)?|(?:falls (?:ja|nein),? )?(?:warum|weshalb|wieso)(?: nicht)?\W*|bitte"
    r" (?:begründen|erläutern|erklären) sie\b.{0,60}|(?:si (?:oui|non),? )?pourquoi(?: pas)?\W*|veuillez (?:expliquer"
    r"|justifier|préciser|développer)\b.{0,60}|(?:vos |les )?(?:raisons|motifs)|justification|(?:os (?:ydw|nac"
    r" ydw),? )?pam"
    r"(?: lai| ddim)?\W*|(?:esboniwch|rhowch (?:resymau|eich rhesymau))\b.{0,60}|(?:eich )?rhesymau?"
)
"""What asks for more on the question before."""

# Who they are ---------------------------------------------------------------------------------------------------------

_MONITORED = (
    r"(?:alter(?:s(?:gruppe|klasse))?|geschlecht(?:sidentität)?|geburtsjahr|geburtsland|religion(?:szugehörigkeit)?"
    r"|konfession|glaube|behinderung(?:en)?|schwerbehinderung|staatsangehörigkeit|nationalität|staatsbürgerschaft"
    r"|ethnie|ethnische (?:herkunft|zugehörigkeit)|herkunft|sexuelle orientierung|familienstand|zivilstand"
    r"|postleitzahl|plz|muttersprache|beruflicher status|einkommen|migrationshintergrund"
    r"|âge|tranche d['’]âge|groupe d['’]âge|sexe|genre|identité de genre|année de naissance|religion|confession"
    r"|handicap|nationalité|origine ethnique|appartenance ethnique|orientation sexuelle|état civil"
    r"|situation (?:de famille|familiale|matrimoniale|professionnelle)|code postal|langue maternelle|revenus?"
    r"|oed|oedran|grŵp oed(?:ran)?|rhyw|rhywedd|hunaniaeth rhywedd|blwyddyn geni|crefydd|anabledd|cenedligrwydd"
    r"|hunaniaeth genedlaethol|ethnigrwydd|grŵp ethnig|cefndir ethnig|cyfeiriadedd rhywiol|statws priodasol"
    r"|cod ?post|iaith gyntaf"
    r"|edad|grupo de edad|rango de edad|sexo|género|identidad de género|año de nacimiento|religión|discapacidad"
    r"|nacionalidad|etnia|origen étnico|grupo étnico|orientación sexual|estado civil|código postal|lengua materna"
    r"|ingresos)"
)
_OPENING = (
    r"(?:(?:was|wie) ist |welche[smn]? |bitte (?:geben sie|nennen sie) )?(?:ihre?n? |das |die |der )?"
    r"|(?:quel(?:le)? est |quels? sont |à quelle |veuillez (?:indiquer|préciser) )?(?:votre |vos |l['’]|le |la )?"
    r"|(?:beth yw |nodwch |faint yw |i ba )?(?:eich |yr? )?"
    r"|(?:cuál es |indique |a qué )?(?:su |el |la )?"
)
_BEHIND = (
    r"(?: (?:an|haben sie|gehören sie an|appartenez-vous|avez-vous|ydych chi|tiene|pertenece|perthyn.{0,20}))?"
    r"(?: ?\(?(?:optional|freiwillig|facultatif|dewisol|opcional)\)?)?"
)
_MONITORING = _any(
    rf"(?:{_OPENING}){_MONITORED}{_BEHIND}",
    r"wie alt sind sie|haben sie eine (?:\w+ )?behinderung.{0,60}|welchem geschlecht .{0,60}",
    r"quel âge avez-vous|(?:avez-vous|êtes-vous) (?:un |en situation de )handicap.{0,60}",
    r"(?:beth|faint) yw eich oed(?:ran)?|oes (?:gennych|gyda) (?:chi )?anabledd.{0,60}",
    r"(?:qué edad tiene|cuántos años tiene)(?: usted)?|tiene (?:usted )?(?:alguna |una )?discapacidad.{0,60}",
)


def asks_monitoring(header: str) -> bool:
    """Return whether a column asks who the respondent is, and nothing else.

    >>> asks_monitoring("Quel est votre âge ?"), asks_monitoring("Welches Alter haben die Gebäude?")
    (True, False)
    """
    return _MONITORING.fullmatch(header.strip(" *:?.¿\u00a0")) is not None


# Names and records ----------------------------------------------------------------------------------------------------

IDS = (
    r"(?:antwort|teilnehmer|befragten|umfrage)[ -]?(?:id|nr\.?|nummer)|laufende nummer|lfd\.? ?nr\.?|nr\.?|kennung",
    r"(?:id|identifiant|numéro|n°) (?:de (?:la )?réponse|du répondant)|identifiant|numéro|n°",
    r"rhif(?: (?:yr? )?ymateb(?:ydd)?| adnabod)?|adnabyddwr",
    r"(?:id|número|identificador) (?:de (?:la )?respuesta|del encuestado)|identificador|número|n\.?º",
)
PERSON = (
    r"(?:ihr )?(?:vor- und nachname|vorname|nachname|familienname)",
    r"(?:votre )?(?:nom(?: (?:complet|de famille|et prénom))?|prénom)",
    r"(?:eich )?enw(?: (?:llawn|cyntaf|olaf))?|cyfenw",
    r"(?:su )?nombre(?: (?:completo|y apellidos?))?|apellidos?",
)
ORGANISATION = (
    r"(?:name der |ihre )?(?:organisation|institution|firma|verein|unternehmen|behörde)",
    r"(?:nom de (?:l['’]|votre )|votre )?(?:organisation|organisme|association|entreprise|société|collectivité)",
    r"(?:enw(?:['’]r| eich)? )?(?:sefydliad|mudiad|cwmni)",
    r"(?:nombre de (?:la |su )|su )?(?:organización|institución|empresa|asociación|entidad)",
)
DETAILS = (
    r"(?:ihre )?(?:e-?mail-?adresse|telefon(?:nummer)?|anschrift|adresse|straße|wohnort|handynummer)|anrede",
    r"(?:votre )?(?:adresse (?:e-?mail|électronique|postale|de courriel)|adresse|courriel|téléphone|ville)|civilité",
    r"(?:eich )?(?:(?:cyfeiriad )?e-?bost|cyfeiriad|(?:rhif )?ffôn|tref)",
    r"(?:su )?(?:correo(?: electrónico)?|dirección|teléfono|móvil|ciudad)",
)
ADMINISTRATION = (
    r"zeitstempel|(?:start|end|abschluss|fertigstellungs)(?:zeit|datum)|datum(?: der (?:einreichung|antwort))?",
    r"(?:letzte|aktuelle) seite|(?:start)?sprache|dauer|bearbeitungszeit|abgeschlossen",
    r"(?:eingereicht|gesendet|abgesendet|übermittelt|abgeschickt|eingegangen) am",
    r"(?:datenschutz\w*|nutzungsbedingungen|agb)\b.{0,60}",
    r"horodat(?:eur|age)|(?:heure|date) de (?:début|fin|soumission|réponse|création|dernière action)|date",
    r"dernière page|langue(?: de départ)?|durée|statut|(?:soumis|envoyé|transmis|reçu) le",
    r"(?:rgpd|politique de confidentialité)\b.{0,60}",
    r"stamp amser|(?:amser|dyddiad) (?:dechrau|cwblhau|cyflwyno|gorffen)|dyddiad|iaith|hyd|statws",
    r"(?:anfonwyd|cyflwynwyd) ar|hysbysiad preifatrwydd.{0,60}",
    r"marca (?:temporal|de tiempo)|(?:hora|fecha) de (?:inicio|finalización|envío|respuesta)|fecha|última página",
    r"idioma|duración|estado|enviado el|política de privacidad.{0,60}",
)

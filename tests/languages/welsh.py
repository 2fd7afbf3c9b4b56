"""A bilingual codebook and short Welsh answers, with the theme that each raises; all sentences are our own."""

from __future__ import annotations

from analysis.model import Codebook, Theme

CODEBOOK = Codebook(
    (
        Theme(
            "parking",
            "Parking",
            "Where people can park, permits and car parks.",
            keywords=("park", "permit", "bay", "parcio", "maes parcio", "trwydded"),
            examples=("Nobody can park outside the school.", "Does dim lle i barcio o flaen yr ysgol."),
        ),
        Theme(
            "buses",
            "Buses",
            "Bus services, stops and timetables.",
            keywords=("bus", "timetable", "bws", "bysiau", "amserlen", "arhosfan"),
            examples=("The last bus leaves too early.", "Mae'r bws olaf yn gadael yn rhy gynnar."),
        ),
        Theme(
            "libraries",
            "Libraries",
            "Libraries, their opening hours, and books to borrow and read.",
            keywords=("library", "book", "read", "llyfrgell", "llyfr", "llyfrau", "darllen"),
            examples=("Please keep the library open.", "Cadwch y llyfrgell ar agor."),
        ),
        Theme(
            "safety",
            "Road safety",
            "Danger on the road: speed, crossings, collisions.",
            keywords=(
                "speed",
                "dangerous",
                "crossing",
                "goryrru",
                "cyflymder",
                "peryglus",
                "diogel",
                "croesfan",
                "damwain",
            ),
            examples=("Cars drive far too fast here.", "Mae ceir yn gyrru'n rhy gyflym yma."),
        ),
        Theme(
            "welsh",
            "Welsh language",
            "Services, signs and letters in Welsh.",
            keywords=("Welsh language", "bilingual", "Cymraeg", "iaith", "dwyieithog"),
            examples=("Nobody answers the telephone in Welsh.", "Does neb yn ateb y ffôn yn Gymraeg."),
        ),
    )
)

SEEN: tuple[tuple[str, str], ...] = (
    ("Mae angen mwy o barcio yng nghanol y dref.", "parking"),
    ("Does unlle i barcio erbyn naw o'r gloch y bore.", "parking"),
    ("Mae'r meysydd parcio yn llawn bob dydd.", "parking"),
    ("Mae'r drwydded yn rhy ddrud i bobl leol.", "parking"),
    ("Talais ddirwy am barcio, a pharcio eto'r diwrnod wedyn.", "parking"),
    ("Does dim bws ar ôl chwech o'r gloch.", "buses"),
    ("Dydy'r bysiau byth yn cyrraedd ar amser.", "buses"),
    ("Mae angen mwy o fysiau gyda'r nos.", "buses"),
    ("Fy mws i yw'r unig ffordd o gyrraedd y gwaith.", "buses"),
    ("Mae'r amserlen yn amhosibl ei deall.", "buses"),
    ("Peidiwch â chau'r llyfrgell.", "libraries"),
    ("Mae'r plant wrth eu bodd gyda'r llyfrau.", "libraries"),
    ("Ein llyfrgell ni yw calon y pentref.", "libraries"),
    ("Dwy lyfrgell sydd ar ôl yn y sir.", "libraries"),
    ("Mae ceir yn goryrru heibio'r ysgol.", "safety"),
    ("Mae'r gyffordd hon yn beryglus iawn.", "safety"),
    ("Bu tair damwain yma eleni.", "safety"),
    ("Mae angen croesfan ger yr orsaf.", "safety"),
    ("Dylai pob arwydd fod yn ddwyieithog.", "welsh"),
    ("Does neb yn y swyddfa yn siarad Cymraeg.", "welsh"),
    ("Hoffwn gael gwasanaeth yn Gymraeg.", "welsh"),
    ("Peidiwch ag anghofio am ein hiaith.", "welsh"),
)
"""Those that the rules were tried on."""

KEPT: tuple[tuple[str, str], ...] = (
    ("Ble mae trigolion i fod i barcio?", "parking"),
    ("Cefais ddirwy er bod gen i drwydded.", "parking"),
    ("Mae pobl yn parcio ar y palmant.", "parking"),
    ("Rhowch faes parcio newydd wrth yr orsaf.", "parking"),
    ("Dydw i ddim yn fodlon talu am barcio.", "parking"),
    ("Rwy'n gorfod cerdded milltir at yr arhosfan.", "buses"),
    ("Mae fy mws yn hwyr bob bore.", "buses"),
    ("Bysiau trydan os gwelwch yn dda.", "buses"),
    ("Mae angen gwell amserlen ar y Sul.", "buses"),
    ("Dim ond dau fws y dydd sydd gennym.", "buses"),
    ("Mae'r llyfrgell ar gau dair gwaith yr wythnos.", "libraries"),
    ("Rwy'n benthyg llyfrau i'm hwyrion.", "libraries"),
    ("Lle tawel i ddarllen ac astudio.", "libraries"),
    ("Bydd y pentref yn dlotach heb lyfrgell.", "libraries"),
    ("Mae'n rhy beryglus i blant gerdded i'r ysgol.", "safety"),
    ("Gostyngwch y cyflymder cyn i rywun gael ei ladd.", "safety"),
    ("Roedd damwain arall ar y gornel ddydd Llun.", "safety"),
    ("Nid yw'r groesfan yn ddiogel.", "safety"),
    ("Mae'r ffurflen yn uniaith Saesneg.", "welsh"),
    ("Dylech ateb llythyr Cymraeg yn Gymraeg.", "welsh"),
    ("Nid oes gan y meddyg air o Gymraeg.", "welsh"),
    ("Mae gwasanaeth dwyieithog yn hawl.", "welsh"),
)
"""Those that nothing was tried on."""

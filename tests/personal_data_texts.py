"""Texts that hold personal data of a kind, made by a seed: what must be withheld of them, and what must not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

GIVEN = re.findall(
    r"\S+",
    """
    Margaret Liam Priya Mohammed Siobhan Agnieszka Aisha Callum Niamh Kwame Rhys Imran Gareth Nigel
    Zainab Chloe Joseph Doreen Trevor Fatima Emily Pauline Yusuf Catherine Stephen Olivia Sunita
    Moira Brenda Samuel
    """,
)
SURNAMES = re.findall(
    r"\S+",
    """
    Ellison Okafor Iqbal Kowalska Patel Hussain Llewellyn Adeyemi Featherstone O'Brien Whitcombe
    Macdonald Begum Thistlewood Ramsbottom Chaudhry Pemberton Nowak Abernathy Wilkinson Obuya
    Sutcliffe Mistry Hargreaves Tremlett Bhatt Gallacher Rosenberg Fairweather Szymanski
    """,
)
STREETS = (
    "Harrow Terrace",
    "Mill Lane",
    "Station Road",
    "Victoria Avenue",
    "St John's Close",
    "Oak Tree Drive",
    "High Street",
)
MONTHS = re.findall(
    r"\S+",
    """
    January February March April May June July August September October November December
    """,
)
ILLNESSES = (
    "asthma",
    "multiple sclerosis",
    "epilepsy",
    "breast cancer",
    "dementia",
    "a stroke",
    "type 1 diabetes",
    "leukaemia",
)

Maker = Callable[[random.Random], str]


class Seeded(NamedTuple):
    """A text with what must be withheld of it."""

    text: str
    secrets: tuple[str, ...]


def name(chance: random.Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}"


def given(chance: random.Random) -> str:
    return chance.choice(GIVEN)


def titled(chance: random.Random) -> str:
    return f"{chance.choice(['Mrs', 'Mr', 'Ms', 'Dr', 'Miss'])} {chance.choice(SURNAMES)}"


def street(chance: random.Random) -> str:
    door = chance.choice(["", "Flat 2, "]) + str(chance.randint(1, 199)) + chance.choice(["", "", "a"])
    return f"{door} {chance.choice(STREETS)}"


def digits(chance: random.Random, number: int) -> str:
    return "".join(str(chance.randint(0, 9)) for _ in range(number))


def nhs(chance: random.Random) -> str:
    while True:
        first = "4" + digits(chance, 8)
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(first)) % 11
        if check != 10:
            whole = first + str(check % 11)
            return f"{whole[:3]} {whole[3:6]} {whole[6:]}"


def insurance(chance: random.Random) -> str:
    letters = chance.choice(["AB", "JK", "PR", "SX", "CE"])
    pairs = [digits(chance, 2) for _ in range(3)]
    space = chance.choice([" ", ""])
    return space.join([letters, *pairs, chance.choice("ABCD")])


def plate(chance: random.Random) -> str:
    letters = "".join(chance.choice("ABCDEFGHJKLMNOPRSTUVWXY") for _ in range(5))
    year = chance.choice(["02", "12", "19", "23", "51", "68", "71"])
    return f"{letters[:2]}{year}{chance.choice([' ', ''])}{letters[2:]}"


def born(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1932, 2012)
    form = chance.randrange(4)
    if form == 0:
        return f"{day:02}/{month:02}/{year}"
    if form == 1:
        return f"{day}.{month}.{year}"
    return f"{day} {MONTHS[month - 1]} {year}" if form == 2 else f"{day}th {MONTHS[month - 1]} {year}"


def phone(chance: random.Random) -> str:
    rest = digits(chance, 3)
    forms = (f"07700 900{rest}", f"01632 960{rest}", f"+44 7700 900{rest}", f"(020) 7946 0{rest}", f"0161 496 0{rest}")
    return chance.choice(forms)


def email(chance: random.Random) -> str:
    who = f"{chance.choice(GIVEN).lower()}.{chance.choice(SURNAMES).lower().replace(chr(39), '')}"
    return f"{who}{chance.randint(1, 99)}@{chance.choice(['example.org', 'example.co.uk', 'mail.example.com'])}"


def postcode(chance: random.Random) -> str:
    area = chance.choice(["NE4", "SW1A", "LS11", "M1", "BT9", "EH12", "CF10", "B33"])
    return (
        f"{area} {chance.randint(1, 9)}{chance.choice('ABDEFGHJLNPQRSTUWXYZ')}{chance.choice('ABDEFGHJLNPQRSTUWXYZ')}"
    )


def sort_code(chance: random.Random) -> str:
    return chance.choice(["-", " "]).join(digits(chance, 2) for _ in range(3))


def account(chance: random.Random) -> str:
    return "1" + digits(chance, 7)


def card(chance: random.Random) -> str:
    first = "4" + digits(chance, 14)
    total = sum(n * 2 - 9 if n > 4 else n * 2 for n in map(int, first[::2])) + sum(map(int, first[1::2]))
    whole = first + str(-total % 10)
    return " ".join(whole[place : place + 4] for place in range(0, 16, 4))


def iban(chance: random.Random) -> str:
    rest = f"NWBK{digits(chance, 14)}"
    number = int("".join(str(int(sign, 36)) for sign in f"{rest}GB00"))
    whole = f"GB{98 - number % 97:02}{rest}"
    return " ".join(whole[place : place + 4] for place in range(0, len(whole), 4))


def passport(chance: random.Random) -> str:
    return "5" + digits(chance, 8)


def licence(chance: random.Random) -> str:
    surname = chance.choice(SURNAMES).replace("'", "").upper()[:5].ljust(5, "9")
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    born_on = f"{chance.randint(3, 9)}{month:02}{day:02}{chance.randint(0, 9)}"
    return f"{surname}{born_on}JM9{chance.choice('ABCDEF')}{chance.choice('GHIJK')}"


def address_of_a_machine(chance: random.Random) -> str:
    return f"{chance.choice([192, 86, 151, 212])}.168.{chance.randint(0, 255)}.{chance.randint(1, 254)}"


def illness(chance: random.Random) -> str:
    return chance.choice(ILLNESSES)


KINDS: dict[str, tuple[Maker, tuple[str, ...]]] = {
    "name": (
        name,
        (
            "I spoke to {} about the crossing and nothing was done.",
            "The manager there, {}, told us to wait.",
            "{} next door cannot park since the change.",
            "Our carer is called {} and she needs the bus.",
            "It was {} who first asked for the lights to be mended.",
            "The new rules hurt people like {}, who works nights.",
            "My late husband {} used this library for forty years.",
            "As {} said at the meeting, the fee is too high.",
        ),
    ),
    "sign-off": (
        name,
        (
            "The bus is always late.\n\nYours sincerely,\n{}",
            "Please think again. Kind regards, {}",
            "No to the closure. Thanks, {}",
            "This must stop.\n\nYours faithfully\n\n{}\n",
            "I object to the scheme.\nBest wishes\n{}",
            "My name is {} and I object.",
            "I, {}, object to the plan.",
        ),
    ),
    "given name": (
        given,
        (
            "My son {} walks to school along this road.",
            "When {} was small we came here every week.",
            "My daughter {} has waited a year for a place.",
            "We lost {} last winter and the service did not help.",
            "I told the office that {} needs a ramp.",
        ),
    ),
    "title": (
        titled,
        (
            "{} at the surgery told me to write.",
            "I agree with {} from number four.",
            "My neighbour {} is 84.",
            "We were seen by {} and had to wait.",
        ),
    ),
    "street address": (
        street,
        (
            "I live at {} and cannot sleep.",
            "The lorries pass {}, where my mother lives.",
            "Please send the reply to {}.",
            "From {}, you can hear every train.",
        ),
    ),
    "date of birth": (
        born,
        (
            "I was born on {} and have lived here since.",
            "DOB: {}",
            "My date of birth is {}.",
            "My mother (born {}) uses it.",
        ),
    ),
    "NHS number": (nhs, ("My NHS number is {}.", "NHS no. {} for the record.", "Patient number {} is mine.")),
    "National Insurance number": (
        insurance,
        ("My National Insurance number is {}.", "NI number: {}", "I gave them {} and heard nothing."),
    ),
    "number plate": (
        plate,
        (
            "My car {} was hit by a van.",
            "The van, registration {}, sped off.",
            "My registration is {}.",
            "I drive a blue Ford, {}.",
        ),
    ),
    "sort code": (sort_code, ("Sort code {} please.", "My sort code is {}.", "Refund to sort code: {}, thank you.")),
    "account number": (
        account,
        ("Account number {} for the refund.", "Pay it into account {}.", "My account is with the co-op, {}."),
    ),
    "card": (card, ("My card {} was charged twice.", "I paid with {} in May.")),
    "IBAN": (iban, ("The IBAN is {}.", "Send it to {} please.")),
    "phone": (phone, ("Ring me on {} after six.", "My mobile is {}.", "Tel {}", "You can reach me at {}, any time.")),
    "e-mail": (email, ("Write to {} please.", "My e-mail is {}.", "({})")),
    "postcode": (postcode, ("I live in {} and walk.", "My postcode is {}.", "the houses in {} flood")),
    "passport": (
        passport,
        ("My passport number is {}.", "Passport {} is attached.", "I hold a British passport ({})."),
    ),
    "driving licence": (
        licence,
        ("My driving licence is {}.", "Licence no {} was taken.", "They wrote down {} and left."),
    ),
    "network address": (address_of_a_machine, ("I wrote from {} last night.", "My IP address is {}.")),
}
"""Each kind with what makes one, and the sentences in which it stands."""

HEALTH = (
    "My son {name} has {illness}.",
    "My neighbour {full} had {illness} and cannot walk.",
    "{name} was diagnosed with {illness} in the spring.",
    "Mrs {surname} suffers from {illness}.",
)


def seeded(kind: str, seed: int) -> Seeded:
    """Return a text of a kind, made by a seed."""
    chance = random.Random(f"{kind} {seed}")
    make, frames = KINDS[kind]
    secret = make(chance)
    pieces = secret.split() if kind in ("name", "sign-off", "title") else [secret]
    secrets = tuple(piece for piece in pieces if piece not in ("Mrs", "Mr", "Ms", "Dr", "Miss"))
    return Seeded(chance.choice(frames).format(secret), secrets)


def seeded_health(seed: int) -> Seeded:
    """Return a text that says of somebody what they suffer from."""
    chance = random.Random(f"health {seed}")
    first, last, suffered = chance.choice(GIVEN), chance.choice(SURNAMES), illness(chance)
    text = chance.choice(HEALTH).format(name=first, full=f"{first} {last}", surname=last, illness=suffered)
    return Seeded(text, (suffered.removeprefix("a "),))


def all_seeded(seeds: range) -> Iterator[tuple[str, Seeded]]:
    """Yield a text of every kind for every seed."""
    for seed in seeds:
        for kind in KINDS:
            yield kind, seeded(kind, seed)
        yield "health", seeded_health(seed)

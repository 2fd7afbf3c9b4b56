"""Name lists: given names and surnames of the peoples of these islands, from Faker, imported when first needed.

Faker keeps, for every country, the names that are given most, from its statistics office where it has one.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import import_module

COUNTRIES = (
    *("en_GB", "en_IE", "ga_IE", "en_US", "en_NZ"),
    *("en_IN", "en_PK", "en_NG", "yo_NG", "ha_NG", "ig_NG", "en_KE"),
    *("pl_PL", "ro_RO", "pt_PT", "it_IT", "fr_FR", "es_ES", "lt_LT", "tr_TR"),
)
"""Where most people who live in the United Kingdom were born, or their parents, as far as Faker has names in our letters
(Office for National Statistics, census of 2021)."""

SHORT_FORMS = frozenset(
    """Abby Alfie Andy Barry Becky Beth Bev Cath Cathy Ceri Cerys Dafydd Deb Debs Dev Dot Eilidh Ellie Frankie Fred Freddie
    Gareth Geoff Geraint Gurpreet Harpreet Huw Iestyn Ieuan Jas Jaswinder Jen Jenni Jess Jonny Kath Kev Kim Len Lesley Lyn
    Mags Mandeep Manjit Matt Megan Mo Muhammad Nat Nev Niall Nige Olu Oluwaseun Paddy Pat Pete Phil Rajesh Raj Reg Rhian Rhodri Rob
    Robbie Sandeep Sanjay Shaz Shirl Sian Simran Sioned Sukhdev Sunil Sunita Tariq Ted Terri Tess Tilly Tina Tony Trish Val
    Vikram Viv""".split()
)
"""What people in Britain are called that the lists have only in full, or not at all."""

AMBIGUOUS = frozenset(
    """Adair Ali Alma Amber America Angel April Archer Art Asia Ash Ashley Aspen Atlas August Aurora Austin Autumn Azure Bailey
    Basil Bay Bear Beau Bill Bishop Blake Blaze Blessing Blossom Blue Brad Brandon Brent Brook Brooke Brooklyn Bristol Brown Cairo
    Camden Cameron Candy Caramel Carmel Carter Case Cash Cathedral Charity Chad Chance Chase Chelsea Chester Cheyenne China
    Chip Christian Clay Clement Cliff Cloud Coco Colin Colt Comfort Constance Constant Cooper Coral Cord Cruz Crystal Cuba Daisy
    Dakota Dale Dallas Dawn Dean Delta Denver Derby Desire Destiny Diamond Dix Dolly Don Donald Drew Duke Duncan Earl Earth East Easter
    Ebony Eden Edu Elm Else Emerald England English Epiphany Ernest Essence Esteem Ever Everest Fair Faith Fallon Fall Farm Fern
    Field Fleet Flora Florence Floor Florida Ford Forest Forum Fox Frank Franklin French Friday Gale Garden Garnet Gay Gene General
    Genesis Georgia German Ginger Glen Glory Golden Good Grace Grant Gray Green Guy Hale Harbor Harbour Harley Harm Harmony Harper
    Harrison Harsh Haven Hazel Heath Heather Heaven Henley Heritage Holland Holly Honesty Honor Honour Hope Houston Hunter Hyde
    Independence India Indigo Innocent Ireland Iris Irish Ivory Ivy Jade Jasmine Jay Jersey Jesus Jewel Job Jordan Joy Judge Julep July
    June Junior Jupiter Justice Justin Kale Karma Keen Kelly Kent Kenya King Kingston Lake Lane Laurel Lavender Law Leader Lee Legend
    Lent Leo Levi Liberty Lily Lincoln London Long Lot Lotus Love Loyal Lucky Luna Lynx Mad Magnolia Major Man Manor Manual March Marina
    Mark Market Marsh Martial Mary Mason Massachusetts Max May Maxim Mayor Meadow Melody Mercury Mercy Merit Messiah Meta Miles Milan
    Miller Milton Mission Modest Money Montana Monday Moon Nazi Nevada News Nice Nigeria Nile Noble North Northern Norway Oak
    Oakley Ocean Olive Opal Orchid Paige Palm Paris Park Parker Patience Peace Pearl Peer Pepper Perry Peyton Phoenix Pierce Piper Pleasant Pond
    Poppy Porter Precious Preston Prince Princess Prosper Prudence Purity Queen Rain Raven Ray Red Reed Reef Regina Remedy Rice Rich
    Ridge River Robin Rock Roman Rome Rose Ruby Rush Russia Rusty Sad Sage Said Saint Salem Sandy Santa Santiago Savannah Scarlet School
    Scott Scottish Season Senior Serenity Server Sever Shade Shell Sidney Silver Sincere Skipper Sky Skye Social Sole Soul South Spencer
    Spring Stan Star State Sterling Storm Strong Summer Sun Sunday Sunny Sunshine Swan Sydney Temple Theory Ties Till Toy Trinity True
    Trust Tuesday Turkey Tyne Unique Unity Urban Us Van Vale Valley Vegas Venus Verity Vermont Victor Victoria Victory Vienna Violet Virginia
    Wade Wales Walker Ward Warren Washington Water Wave Wayne Wells Welsh West Will Willow Windsor Winter Wisdom Wolf Wood Woods
    Worth Yes York Young Zen Zion Bhopal Delhi Goa Karachi Lahore Malta Medina Sofia Verona Lourdes Concepcion Nuru Amani Rahim Imam""".split()
)
"""Given names that are words, places or days as well: alone they are nobody's, before a known surname they are."""


@cache
def given_names() -> frozenset[str]:
    """Return the given names, without accents, each with its capital."""
    return frozenset(_listed("first_names")) | SHORT_FORMS


@cache
def surnames() -> frozenset[str]:
    """Return the surnames, without accents, each with its capital."""
    return frozenset(_listed("last_names"))


def _listed(attribute: str) -> set[str]:
    listed: set[str] = set()
    for country in COUNTRIES:
        provider = import_module(f"faker.providers.person.{country}").Provider
        for name in dir(provider):
            if name.startswith(attribute) and "prefix" not in name:
                listed.update(map(_plain, getattr(provider, name)))
    return {name for name in listed if name.isascii() and len(name) > 1}


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


__all__ = ["AMBIGUOUS", "given_names", "surnames"]

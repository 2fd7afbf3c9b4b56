"""Name lists: given names and surnames of the peoples of these islands, from Faker, imported when first needed.

Faker keeps, for every country, the names that are given most, from its statistics office where it has one.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import import_module

from analysis.text import word_set

COUNTRIES = (
    *("en_GB", "en_IE", "ga_IE", "en_US", "en_NZ"),
    *("tw_GH",),
    *("en_IN", "en_PK", "en_NG", "yo_NG", "ha_NG", "ig_NG", "en_KE"),
    *("pl_PL", "ro_RO", "pt_PT", "it_IT", "fr_FR", "es_ES", "lt_LT", "tr_TR"),
)
"""Where most people who live in the United Kingdom, or their parents, were born (census of 2021), as far as Faker has
names in our letters."""

FURTHER_NAMES = word_set("""
    Abby Abdi Abdullah Adebayo Alfie Amrit Andy Angharad Anil Anjali Arash Asif Babatunde Balwinder Barry Bashir Becky
    Beth Bev Bukola Cath Cathy Ceri Cerys Chidi Dafydd Deb Debs Deepa Deepak Delroy Dev Dot Eilidh Ellie Emeka
    Faisal Farooq Folake Frankie Fred Freddie Funmi Gareth Geoff Geraint Gethin Gurdeep Gurpreet Haroon Harpreet
    Hodan Huw Iestyn Ieuan Iolo Iqbal Irfan Jagdish Jas Jaswinder Javed Jen Jenni Jess Jonny Kamran Kath Kehinde
    Kev Khadija Kim Kuldeep Lakshmi Len Lesley Ling Lyn Mags Mairi Mandeep Manjit Manoj Matt Megan Mehmood Mei
    Mo Mohan Muhammad Mustafa Nasreen Nasser Nat Navdeep Nazia Nev Niall Nige Obinna Olamide Olu Oluwaseun Owain
    Paddy Parveen Pat Pete Phil Prakash Pritpal Rabia Raj Rajesh Rashid Ravi Reg Rehana Rhian Rhodri Rizwan Rob
    Robbie Rohan Ruaridh Rukhsana Sadia Saira Sajid Salma Sana Sandeep Sanjay Sarfraz Segun Seren Shabana
    Shabnam Shahid Shanice Shaz Shazia Shirl Sian Siddharth Simran Sioned Sukhdev Sunil Sunita Suresh Tahir
    Taiwo Tanveer Tariq Ted Temitope Tendai Terri Tess Tilly Tina Tomos Tony Trish Tunde Usha Val Vijay Vikram
    Viv Waheed Wasim Xin Yetunde Ying Zahid Zainab Imran Farah Samira Winston Tanisha
""")
"""What people in Britain are called that the lists have only in full, or not at all."""

AMBIGUOUS = word_set("""
    Amber America Anda Angel Ante April Archer Aurora Austin Autumn Basil Beau Bill Blessing Brent Brooke
    Brooklyn Cameron Carmel Carter Chad Charity Chase Chelsea Cheyenne Christian Clement Comfort Concepcion
    Constance Cooper Coral Cruz Crystal Dakota Dale Dawn Dean Destiny Diamond Earl Ebony Eden Edu Else Eve Faith
    Flora Florence Forum Frank Franklin Gene Georgia German Glen Grace Grant Guy Harmony Harsh Holly Hope Hunter
    India Innocent Iris Ivy Jade Jasmine Jesus Job Jordan Joy June Kent Kingston Lavender Lincoln Lourdes Lucky
    Mad Man Marina Mark Maxim Mercy Milton Nazi Nixon Nuru Olive Paris Parker Patience Peace Pearl Phoenix
    Pierce Piper Poppy Preston Prudence Purity Raven Regina Roman Rose Sad Said Santiago Savannah Server Sever
    Skye Sofia Sole Stanley Summer Sydney Tia Toy Trinity Us Victoria Virginia Warren Washington Willow Zion
""")
"""Given names that are words, places or days as well: alone they are nobody's, before a known surname they are."""


SHORT = 4
"""A name of so few letters becomes an English word when it loses its accents ("Över")."""


PLACES = word_set("""
    Aberdeen Ashford Barnet Bath Bedford Bolton Bradford Buckingham Burnley Burton Camden Carlisle Chester
    Clayton Cornwall Derby Devon Dublin Durham England Essex Germany Halifax Hamilton Huntingdon Ireland Israel
    Jordan Kent Lancaster Lincoln London Luton Middleton Milton Newport Norfolk Oxford Poland Preston Scotland
    Sheffield Stafford Stratford Suffolk Sussex Sutton Wakefield Wales Warwick Washington Wells Windsor York
""")
"""Surnames that are places as well: behind a word that is no given name, they are places ("Northern Ireland")."""


@cache
def given_names() -> frozenset[str]:
    """Return the given names, without accents, each with its capital."""
    return frozenset(_listed("first_names")) | FURTHER_NAMES


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
                listed.update(name for name in getattr(provider, name))
    plain_names = {name if name.isascii() else _plain(name) for name in listed if name.isascii() or len(name) > SHORT}
    return {name for name in plain_names if name.isascii() and len(name) > 1}


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(character for character in decomposed if not unicodedata.combining(character))

"""Made-up people, places and papers, put together from parts so that there are enough of them."""

from __future__ import annotations

import random
from itertools import product


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FIRST = _words(
    "Aad Anke Arend Bente Berend Birgit Bo Carlijn Chahid Daan Dilek Doortje Elif Evert Fenna "
    "Floor Frits Gerda Gijs Hanneke Hidde Ilse Imane Ingmar Jelle Jorien Joost Kadir Karin Koen "
    "Leontien Lotte Maarten Marit Mees Mira Nadia Niels Okke Petra Pim Rachid Renske Roos Ruben "
    "Samira Sem Siebe Soraya Stijn Tamar Teun Tirza Ugur Veerle Wendel Willemijn Wout Yara Zeger"
)
_PARTICLES = ("", "", "", "", "van ", "de ", "van der ", "ter ")
_LAST_STARTS = _words(
    "Aker Bolder Bram Doorn Duiken Elzen Grave Hage Hoender Kalver Keper Kruis Lage Linden Molen "
    "Nachte Olde Peper Reiger Ruiter Schaap Slinger Snoek Spiegel Stoel Tegel Uilen Vliet Vonk "
    "Wagen Wilgen Zande Zilver Zwaluw"
)
_LAST_ENDS = _words(
    "aar bakker beek berg brink camp daal donk gaard graaf haar heer hof hout huis kerk kuil laan "
    "maat man meer mond oord put rade schoot stra sma stijn veld voort waard water wijk zicht"
)
_PLACE_STARTS = _words(
    "Achter Biezen Blauwer Dorre Ganzer Hazer Karper Klaver Kwelder Lange Lisser Moerbeker Ouder "
    "Polder Riet Ruiger Schelper Smalle Torren Veenster Vlieter Wessel Zomper Zwaan"
)
_PLACE_ENDS = _words(
    "bosch brugge drecht gem horst kapelle kerke loo meer monde oord rijk schans sluis spaak veen "
    "wolde zaal zand zijl"
)
_PAPERS = (
    "de {}se Courant", "Dagblad {}", "{} Vandaag", "de {}se Bode", "Omroep {}", "het {}s Weekblad",
    "De Stem van {}", "Nieuwsblad {}",
)  # fmt: skip


def surnames() -> list[str]:
    """Some 9,000 surnames, particles included, in an order without system."""
    return _shuffled(
        {f"{p}{a}{b}" for p, a, b in product(_PARTICLES, _LAST_STARTS, _LAST_ENDS)}, "surnames"
    )


def people(count: int) -> list[str]:
    """So many names of people, each once, in an order without system."""
    last = surnames()
    numbers = random.Random("people").sample(range(len(_FIRST) * len(last)), count)  # noqa: S311
    return [f"{_FIRST[number % len(_FIRST)]} {last[number // len(_FIRST)]}" for number in numbers]


def places() -> list[str]:
    """Some 500 places."""
    return _shuffled({f"{a}{b}" for a, b in product(_PLACE_STARTS, _PLACE_ENDS)}, "places")


def papers(count: int) -> list[str]:
    """So many papers, stations and sites."""
    named = {paper.format(place) for paper in _PAPERS for place in places()}
    return _shuffled(named, "papers")[:count]


def _shuffled(names: set[str], seed: str) -> list[str]:
    ordered = sorted(names)
    random.Random(seed).shuffle(ordered)  # noqa: S311 - to be repeatable, not secret
    return ordered

"""Whether a sentence of a model may stand beside what is true of a take: it may encourage, and claim nothing.

A list of forbidden words cannot know every way to praise a groove. So the sentence has to leave the subject
alone altogether: no word of music, of judging or of measuring, in the learner's language, whoever says it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

MOST_LETTERS = 140
ALLOWED = re.compile(r"[^\W\d_]|[ ,.!?;:'’\-–—…“”\"¡¿]")
ADDRESS = re.compile(r"www|http|\w\.\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the voice can be checked in.

    `claims` are beginnings of words that speak of the playing or judge it, `a_b` two words in a row.
    `everyday` are words that most sentences have, by which the language is known.
    """

    name: str
    own_name: str
    code: str
    claims: tuple[str, ...]
    everyday: frozenset[str]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_MUSIC = _words(
    "groov swing swung tempo bpm rhythm ritm rythm rhythmus timing beat grid pad kick snare hat hi-hat "
    "clap drum bass cymbal fill loop bar bars click metronom accent akzent akzentu velocity dynami "
    "pattern exercis lesson track pocket quantiz triplet sixteenth eighth quarter downbeat "
    "offbeat syncop millisec ms score point level pro premium subscri buy password prompt instruct system "
    "model ignor "
)
_ENGLISH = _words(
    "perfect great good nice lovely excellen amazing awesome brilliant fantastic superb wonderful "
    "impressive flawless clean tight solid steady stead rock-solid strong weak bad poor sloppy wrong "
    "right correct mistake error fault miss better best worse worst improv progress master nail lock "
    "crush kill ace smooth precise precis accura consist even uneven early late ahead behind rush drag "
    "hurr slow fast quick loud soft quiet hard hit hits note notes play played playing sound sounded pass "
    "passed fail failed finish mark grade percent hundred two three four five six seven eight nine "
    "ten once twice half double zero sharp sloppi close near talent gift profession impress proud done "
    "job work worked was were you_are you_have you_did you_got you're that's did had "
)
_GERMAN = _words(
    "perfekt toll gut super klasse prima großartig schön sauber stark schwach schlecht falsch richtig "
    "fehler besser best schlimm fortschritt meister präzis genau gleichmäßig ungleich früh spät vor "
    "hinter eil schlepp langsam schnell laut leis treff getroffen note noten ton töne spiel gespielt "
    "klang klingt bestand durchgefallen punkt prozent eins zwei drei vier fünf sechs sieben acht neun "
    "zehn zweimal halb doppelt null takt schlag übung lektion hast warst war bist knapp nah stolz "
    "leistung kauf sicher stabil fest "
)
_FRENCH = _words(
    "parfait super bien bon bonne bravo excellen génial magnifi beau belle propre solide régul fort "
    "faible mauvais faux juste correct erreur faute mieux meilleur pire progrès maîtris précis exact tôt "
    "tard avance retard devant derrière press traîn lent vite rapide doux frapp note notes son sons jou "
    "réussi échou point pourcent un deux trois quatre cinq six sept huit neuf dix fois moitié double zéro "
    "mesure coup leçon étais était as avais presque proche fier achet stable "
)
_SPANISH = _words(
    "perfect genial bien buen buena bueno bravo excelen fantást magnífic hermos limpi sólid firme fuerte "
    "débil mal mala malo incorrect correct error fallo falt mejor peor progres domin precis exact "
    "temprano tarde adelant atras atrás detrás delante apur arrastr lent rápid suave golp nota notas son "
    "sonid toc tocaste jug aprob suspen punto porcent uno dos tres cuatro cinco seis siete ocho nueve "
    "diez veces mitad doble cero compás lección eras fuiste estuviste has casi cerca orgull compr estable "
)

LANGUAGES = (
    Language(
        "English",
        "English",
        "en",
        _MUSIC + _ENGLISH,
        frozenset(_words("the a and your you with to of in for it this next take let is are be")),
    ),
    Language(
        "German",
        "Deutsch",
        "de",
        _MUSIC + _GERMAN,
        frozenset(
            _words("der die das und dein deine du mit zu ein eine in für es dich dir ist nimm lass den")
        ),
    ),
    Language(
        "French",
        "Français",
        "fr",
        _MUSIC + _FRENCH,
        frozenset(
            _words("le la les et ton ta tes tu avec de du des une pour ce cette prends est toi au vous votre")
        ),
    ),
    Language(
        "Spanish",
        "Español",
        "es",
        _MUSIC + _SPANISH,
        frozenset(_words("el la los las y tu tus con de del una para este esta toma es ti en al que")),
    ),
)
ENGLISH = LANGUAGES[0]


def language_of(said: object) -> Language:
    """Return the language a learner chose, by its name or code; English for any other."""
    wanted = str(said or "").strip().lower()
    for language in LANGUAGES:
        if wanted == language.name.lower() or wanted.partition("-")[0] == language.code:
            return language
    return ENGLISH


def voice_faults(text: str, language: Language) -> list[str]:
    """Return what keeps a sentence from being shown, in words for the model; empty when nothing does."""
    return list(_faults(unicodedata.normalize("NFC", text), language))


def _faults(text: str, language: Language) -> Iterator[str]:
    if not text.strip() or len(text) > MOST_LETTERS:
        yield f"voice: write one sentence of 1 to {MOST_LETTERS} letters"
    if any(unicodedata.category(letter).startswith("N") for letter in text):
        yield "voice: no digits"
    if ADDRESS.search(text):
        yield "voice: no links"
    strange = "".join(dict.fromkeys(letter for letter in text if not ALLOWED.fullmatch(letter)))
    if strange:
        yield f"voice: plain words only, without {strange[:10]!r}"
    if any(letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN") for letter in text):
        yield f"voice: write {language.name}, in Latin letters"
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.lower())
    plain = [word.replace("’", "'") for word in words]
    said = [*plain, *("_".join(pair) for pair in pairwise(plain))]
    claims = [word for word in said if _is_claim(word, language)]
    if claims:
        yield (
            f"voice: say nothing about the playing and do not judge it; leave out {', '.join(claims[:5])}. "
            "Speak of the next minutes: breath, patience, fun"
        )
    own = sum(word in language.everyday for word in words)
    others = [sum(word in other.everyday for word in words) for other in LANGUAGES if other is not language]
    if words and (own == 0 or max(others) > own):
        yield f"voice: write {language.name}"


def _is_claim(word: str, language: Language) -> bool:
    """Short entries are whole words, entries of four letters and more are beginnings of words."""
    if word in language.claims:
        return True
    return "_" not in word and any(len(each) >= 4 and word.startswith(each) for each in language.claims)

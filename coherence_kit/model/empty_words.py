"""Which words say nothing where a reason or a document is asked for, such as “-” or “see above”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from coherence_kit.spelling import folded

# In small letters without accents; a sign between letters is a blank: n/a is "n a".
_ENGLISH = """
yes, no, none, nil, null, nothing, na, n a, not applicable, does not apply, doesn t apply, not
relevant, irrelevant, see above, see below, as above, as below, above, below, as before, see
previous, see earlier, as stated, as mentioned, already stated, already answered, idem, id, ibid,
ibidem, ditto, the same, same, same as above, same as before, same reason, same answer, same
document, identical, likewise, tbd, tba, tbc, to be determined, to be decided, to be defined, to be
added, to be completed, to be confirmed, to be announced, to follow, to come, to do, todo, later,
pending, unknown, not known, not available, don t know, dont know, dk, no idea, no reason, reason,
ok, okay, true, false, test, various, attached, see attached, etc, no comment, no comments, no
information, no data, no data available, no information available, not sure, not concerned, not for
us, not relevant for us, do not know, not at all, nope, blank, empty, in progress, ongoing, under
way, underway, wip, draft, soon, coming soon, to be provided, will follow
"""
_FRENCH = """
oui, non, aucun, aucune, neant, rien, nul, so, s o, sans objet, nap, non applicable, pas applicable,
ne s applique pas, non pertinent, voir ci dessus, voir ci dessous, voir ci apres, voir plus haut,
voir plus bas, voir supra, voir infra, cf ci dessus, cf ci dessous, cf plus haut, cf supra, cf
infra, cf, supra, infra, ci dessus, ci dessous, comme ci dessus, meme, le meme, la meme, les memes,
meme chose, meme raison, meme reponse, meme document, meme que ci dessus, a determiner, a definir, a
preciser, a completer, a confirmer, a venir, a suivre, en cours, plus tard, inconnu, inconnue, pas
connu, non disponible, nd, n d, nsp, ne sait pas, je ne sais pas, pas de raison, raison, ras, deja
repondu, identique, pareil, vrai, faux, divers, ci joint, voir piece jointe, n est pas applicable,
ne concerne pas, ne nous concerne pas, non concerne, non concernee, non concernes, pas concerne, pas
concernee, sans reponse, pas de reponse, aucune idee, aucun commentaire, pas d information, pas d
informations, pas de donnees, rien a signaler, a remplir, vide
"""
_SPANISH = """
si, ninguno, ninguna, nada, nulo, no aplica, no aplicable, no se aplica, no procede, no corresponde,
np, n p, no pertinente, ver arriba, ver abajo, ver mas arriba, ver mas abajo, vease arriba, vease
abajo, vease mas arriba, vease mas abajo, ver supra, ver infra, arriba, abajo, como arriba, lo
anterior, ver lo anterior, igual, igual que arriba, lo mismo, el mismo, la misma, los mismos, las
mismas, mismo, misma, misma razon, misma respuesta, mismo documento, por determinar, por definir,
por confirmar, por completar, a determinar, pendiente, en curso, mas tarde, desconocido,
desconocida, no disponible, sin dato, sin datos, s d, sd, nc, n c, ns, no se, no sabe, sin razon,
razon, ya respondido, identico, igualmente, verdadero, falso, varios, adjunto, ver adjunto, no es
aplicable, no nos aplica, no es pertinente, no es relevante, no relevante, no sabemos, sin
respuesta, sin comentarios, sin informacion, en proceso, en tramite, vacio, en blanco
"""
# Beside the others, as in “see the previous answer” or “not applicable to our country”.
_BESIDE = """
a, am, an, and, answer, are, as, at, been, country, for, has, here, i, in, is, it, my, of, or, our,
per, please, previous, question, refer, response, section, see, that, the, this, to, us, was, we,
au, aux, ce, cela, cette, comme, dans, de, du, est, et, ici, je, la, le, les, notre, nous, ou, pays,
pour, precedemment, precedent, precedente, que, reponse, se, voir, anterior, aqui, como, del, el,
en, es, esta, este, lo, nos, nosotros, nuestro, o, pais, para, pregunta, respuesta, seccion, vease,
ver, y, ya
"""

# Where a document is asked for; beside other words some of them may be a reason.
_DOCUMENTS = """
annex, see annex, attachment, attachments, see attachment, see attachments, attached file, see
attached file, link, see link, website, see website, web site, internet, document, documents, the
document, various documents, piece jointe, pieces jointes, voir pieces jointes, annexe, voir annexe,
cf annexe, cf annexes, document joint, documents joints, site web, anexo, ver anexo, vease anexo,
documento adjunto, documentos adjuntos, documento, documentos, sitio web
"""
# Only where nothing stands beside it: “no existe en el país” is a reason.
_ALONE = frozenset({"no hay", "no existe"})
_SHORT_NAMES = frozenset({"NAP", "NC", "ND", "NP", "NS", "SD", "SO"})
"""Abbreviations that say nothing as a reason, and in capitals may be the name of a document."""

_LONGEST: Final = 60
"""Signs; a longer text says something, if only that somebody took the time."""
_SIGNS = re.compile(r"[\W_]+")


def _listed(*lists: str) -> list[str]:
    """The phrases of lists with commas between them, each once."""
    return sorted({" ".join(phrase.split()) for words in lists for phrase in words.split(",")})


def _phrases(*lists: str) -> re.Pattern[str]:
    """One phrase or more of these lists, each with a blank behind it, and nothing else."""
    return re.compile(f"(?:(?:{'|'.join(_listed(*lists))}) )+")


# Both take some time to compile, and many a run has no text to try them on.
@lru_cache(maxsize=1)
def _only_phrases() -> re.Pattern[str]:
    return _phrases(_ENGLISH, _FRENCH, _SPANISH, _BESIDE)


@lru_cache(maxsize=1)
def _no_document() -> re.Pattern[str]:
    return _phrases(_ENGLISH, _FRENCH, _SPANISH, _BESIDE, _DOCUMENTS)


_SEE_QUESTION = re.compile(
    r"(?:see|voir|ver|vease|cf) (?:(?:the|la|to|answer|reponse|respuesta|a|au|item|no|n) )*"
    r"(?:(?:questions?|preguntas?|point|punto|q) )?(?:q?\d+ )+"
)


@lru_cache(maxsize=1024)
def says_nothing(text: str) -> bool:
    """Whether a text is no reason, in whatever letters it is written.

    It has no letter at all, one letter alone or over and over, or only words such as “see above”.
    """
    return _is_empty(text) or any(
        plain in _ALONE or _only_phrases().fullmatch(f"{plain} ") for plain in _spelt(text)
    )


def how_reasons_are_read() -> dict[str, object]:
    """The same knowledge as data, for a form that marks an empty reason by itself.

    Returns:
        `phrases`, of which a text that says nothing is made; those that say nothing `alone`; and
        the signs that such a text has at most, `longest`.

    """
    phrases = _listed(_ENGLISH, _FRENCH, _SPANISH, _BESIDE)
    return {"phrases": phrases, "alone": sorted(_ALONE), "longest": _LONGEST}


@lru_cache(maxsize=1024)
def is_no_title(text: str) -> bool:
    """Whether a text names no document, such as “attached” or “see question 3”."""
    if text.strip() in _SHORT_NAMES:
        return False
    return _is_empty(text) or any(
        plain in _ALONE
        or _no_document().fullmatch(f"{plain} ")
        or _SEE_QUESTION.fullmatch(f"{plain} ")
        for plain in _spelt(text)
    )


def is_no_reference(text: str) -> bool:
    """Whether a text is of no use in finding a document; a number alone may be."""
    if any(sign.isdecimal() for sign in text):
        return any(_SEE_QUESTION.fullmatch(f"{plain} ") for plain in _spelt(text))
    return is_no_title(text)


def _is_empty(text: str) -> bool:
    return len({sign for sign in text.casefold() if sign.isalpha()}) <= 1


def _spelt(text: str) -> Iterator[str]:
    """A text in small letters without accents and signs; nothing if it is long.

    Of letters with stops between them a word may be meant: t.b.d.
    """
    words = _SIGNS.sub(" ", folded(text)).split() if len(text) <= _LONGEST else []
    if words:
        yield " ".join(words)
    if words and max(map(len, words)) == 1:
        yield "".join(words)

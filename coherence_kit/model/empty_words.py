"""Which words say nothing where a reason or a document is asked for, such as “-” or “see above”."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# In small letters without accents; a sign between letters is a blank: n/a is "n a".
_ENGLISH = """
yes, no, none, nil, null, nothing, na, n a, not applicable, does not apply, doesn t apply, not
relevant, irrelevant, see above, see below, as above, as below, above, below, as before, see
previous, see earlier, as stated, as mentioned, already stated, already answered, idem, id, ibid,
ibidem, ditto, the same, same, same as above, same as before, same reason, same answer, same
document, identical, likewise, tbd, tba, tbc, to be determined, to be decided, to be defined, to
be added, to be completed, to be confirmed, to be announced, to follow, to come, to do, todo,
later, pending, unknown, not known, not available, don t know, dont know, dk, no idea, no reason,
reason, ok, okay, true, false, test, various, attached, see attached, etc
"""
_FRENCH = """
oui, non, aucun, aucune, neant, rien, nul, so, s o, sans objet, nap, non applicable, pas
applicable, ne s applique pas, non pertinent, voir ci dessus, voir ci dessous, voir ci apres, voir
plus haut, voir plus bas, voir supra, voir infra, cf ci dessus, cf ci dessous, cf plus haut, cf
supra, cf infra, cf, supra, infra, ci dessus, ci dessous, comme ci dessus, meme, le meme, la meme,
les memes, meme chose, meme raison, meme reponse, meme document, meme que ci dessus, a determiner,
a definir, a preciser, a completer, a confirmer, a venir, a suivre, en cours, plus tard, inconnu,
inconnue, pas connu, non disponible, nd, n d, nsp, ne sait pas, je ne sais pas, pas de raison,
raison, ras, deja repondu, identique, pareil, vrai, faux, divers, ci joint, voir piece jointe
"""
_SPANISH = """
si, ninguno, ninguna, nada, nulo, no aplica, no aplicable, no se aplica, no procede, no
corresponde, np, n p, no pertinente, ver arriba, ver abajo, ver mas arriba, ver mas abajo, vease
arriba, vease abajo, vease mas arriba, vease mas abajo, ver supra, ver infra, arriba, abajo, como
arriba, lo anterior, ver lo anterior, igual, igual que arriba, lo mismo, el mismo, la misma, los
mismos, las mismas, mismo, misma, misma razon, misma respuesta, mismo documento, por determinar,
por definir, por confirmar, por completar, a determinar, pendiente, en curso, mas tarde,
desconocido, desconocida, no disponible, sin dato, sin datos, s d, sd, nc, n c, ns, no se, no
sabe, sin razon, razon, ya respondido, identico, igualmente, verdadero, falso, varios, adjunto,
ver adjunto
"""
# Beside the others, as in “see the previous answer” or “not applicable to our country”.
_BESIDE = """
a, an, and, answer, as, at, been, country, has, here, in, is, it, my, of, or, our, per, please,
previous, question, refer, response, section, see, that, the, this, to, us, was, we, au, aux, ce,
cela, cette, comme, dans, de, du, est, et, ici, la, le, les, notre, nous, ou, pays, pour,
precedemment, precedent, precedente, que, reponse, se, voir, anterior, aqui, como, del, el, en,
es, esta, este, lo, nuestro, o, pais, para, pregunta, respuesta, seccion, vease, ver, y, ya
"""

_LONGEST: Final = 60
"""Signs; a longer text says something, if only that somebody took the time."""
_SIGNS = re.compile(r"[\W_]+")
_PHRASES = {
    " ".join(phrase.split())
    for words in (_ENGLISH, _FRENCH, _SPANISH, _BESIDE)
    for phrase in words.split(",")
}
_ONLY_PHRASES = re.compile(f"(?:(?:{'|'.join(sorted(_PHRASES))}) )+")


@lru_cache(maxsize=1024)
def says_nothing(text: str) -> bool:
    """Whether a text is no reason and names no document, in whatever letters it is written.

    It has no letter at all, one letter alone or over and over, or only words such as “see above”.
    """
    letters = {sign for sign in text.casefold() if sign.isalpha()}
    if len(letters) <= 1:
        return True
    if len(text) > _LONGEST:
        return False
    words = _SIGNS.sub(" ", _folded(text)).split()
    # of letters with stops between them a word may be meant: t.b.d.
    spelt = (" ".join(words), "".join(words)) if max(map(len, words)) == 1 else (" ".join(words),)
    return any(_ONLY_PHRASES.fullmatch(f"{plain} ") for plain in spelt)


def is_no_reference(text: str) -> bool:
    """Whether a text is of no use in finding a document; a number alone may be."""
    return says_nothing(text) and not any(sign.isdecimal() for sign in text)


def _folded(text: str) -> str:
    """In small letters without accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()

"""What is said beside an answer and may take it back, such as “not yet” or “if approved”."""

from __future__ import annotations

import re
from typing import Final

from coherence_kit.model.days import MONTHS
from coherence_kit.model.empty_words import says_nothing
from coherence_kit.questions.typed import state_typed
from coherence_kit.spelling import folded

# In small letters without accents, in the languages of the kit and in Spanish.
_ENGLISH = """
not no none nearly almost nearer rather partly partially part half incomplete only or but yet
except unless until soon draft proposed planned expected pending awaiting due tbc tbd tba maybe
perhaps probably possibly about hardly never without formerly previously if when once will would
should could be might cancelled canceled abolished suspended repealed revoked withdrawn dissolved
closed ended stopped lapsed expired discontinued unclear unsure uncertain wrong false
zero one two three four five six seven eight nine ten
"""
_FRENCH = """
pas non aucun aucune presque plutot partiellement partie moitie incomplet incomplete seulement
uniquement ou mais sauf bientot projet propose proposee prevu prevue prevus prevues attendu
attendue cours attente peut etre environ jamais sans si n ne abroge abrogee abroges abrogees
suspendu suspendue suspendus suspendues annule annulee supprime supprimee dissous dissoute retire
retiree ferme fermee expire expiree anciennement faux
deux trois quatre cinq sept huit dix
"""
_SPANISH = """
casi parcialmente parte mitad incompleto incompleta solo solamente o pero salvo pronto proyecto
propuesto propuesta previsto prevista esperado esperada pendiente curso espera quiza quizas tal
vez nunca sin nada ningun ninguna derogado derogada suspendido suspendida cancelado cancelada
anulado anulada abolido abolida suprimido suprimida disuelto disuelta cerrado cerrada vencido
vencida anteriormente falso
cero uno dos tres cuatro cinco seis siete ocho nueve diez
"""
_TAKES_BACK: Final = frozenset(f"{_ENGLISH} {_FRENCH} {_SPANISH}".split())
_WORDS = re.compile(r"[^\W_]+")
_SHORTEST_MONTH: Final = 3
"""Letters of a month's name that is cut short."""


def takes_back(said: str) -> bool:
    """Whether words behind an answer may deny it, doubt it, or mean another one.

    `said` has been through `plain_words`. In doubt they do: of a month alone, as in "2. Oct", one
    cannot tell whether a step is meant or a day.
    """
    bare = said.strip(" ()[]")
    if "?" in said or says_nothing(bare) or state_typed(bare) is not None:
        return True
    words = _WORDS.findall(folded(said))
    return "n't" in said or not _TAKES_BACK.isdisjoint(words) or _is_month(folded(bare))


def words_that_take_back() -> str:
    """The words that deny or doubt an answer, for a form that reads them by itself."""
    return " ".join(sorted(_TAKES_BACK))


def _is_month(text: str) -> bool:
    return len(text) >= _SHORTEST_MONTH and any(
        name.startswith(text) for names in MONTHS for name in names
    )

"""The names of the offices that can lead a measure."""

from __future__ import annotations

from collections.abc import Mapping

from coherence_kit.words.catalogue import Words, message

_ROLES: Mapping[str, str] = {
    "head-of-government": message("Office of the head of government"),
    "cabinet-office": message("Cabinet office"),
    "interministerial-body": message("Chair of the interministerial body"),
    "focal-point": message("Focal point for migration and development"),
    "planning": message("Planning authority"),
    "finance": message("Ministry of finance"),
    "central-bank": message("Central bank"),
    "statistics": message("Statistical office"),
    "migration": message("Ministry responsible for migration"),
    "interior": message("Ministry of the interior"),
    "foreign-affairs": message("Ministry of foreign affairs"),
    "development-cooperation": message("Office for development cooperation"),
    "labour": message("Ministry of labour"),
    "social-affairs": message("Ministry of social affairs"),
    "education": message("Ministry of education and research"),
    "justice": message("Ministry of justice"),
    "local-government": message("Ministry for local government"),
    "civil-service": message("School of administration"),
    "associations": message("Office for relations with associations"),
    "programme": message("Office in charge of the programme"),
}


def role_name(words: Words, role: str) -> str:
    """`Planning authority`."""
    return words.say(_ROLES[role])

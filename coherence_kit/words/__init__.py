"""The sentences that people read in forms, status, score text, explanations and reports.

Every sentence is a whole message in a catalogue (`locale/*/LC_MESSAGES/coherence_kit.po`), English
being the id. Code names a message where it is printed:

    words = words_of("fr")
    words.say("No document is named.")
    words.say("It lies between {low} and {high}.", low=low, high=high)
    words.count("{n} question", "{n} questions", n)

`make messages` collects the messages of the code and of the templates into the catalogues.
"""

from coherence_kit.words.catalogue import (
    Words,
    available_languages,
    country_in,
    country_names_in,
    decimal_sign_of,
    direction_of,
    message,
    plural,
    words_of,
)
from coherence_kit.words.texts import (
    Marked,
    in_a_row,
    in_language,
    inside_attributes,
    isolated,
    language_attributes,
    on_one_line,
)

__all__ = [
    "Marked",
    "Words",
    "available_languages",
    "country_in",
    "country_names_in",
    "decimal_sign_of",
    "direction_of",
    "in_a_row",
    "in_language",
    "inside_attributes",
    "isolated",
    "language_attributes",
    "message",
    "on_one_line",
    "plural",
    "words_of",
]

"""Texts and numbers as cells of a workbook hold them, and as people wrote them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

# What XML cannot hold is written as _x000B_, and a text that looks like that
# has its first line written so.
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# Between brackets no further one is opened, so that each sign of a format is looked at once.
_COLOUR_OR_QUOTE = re.compile(r'"[^"]*+"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\[\]]*+\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_SERIAL = re.compile("[1-9][0-9]{4}")  # 1927 to 2173; with four digits it is a year
# As XML has it (XML Schema 1.1, part 2, 3.3.5); Python would also take 1_000, and other digits.
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?\s*")
_ZEROS = re.compile("0{2,}")
_DAYS_IN_1904_SYSTEM = 1462
_FALSE_LEAP_DAY = 60  # 29 February 1900, which spreadsheets have and the calendar has not
_LAST_DAY = 2_958_465  # 31 December 9999
_SECONDS = 86_400
_PRECISION = 15  # digits of a number that a spreadsheet shows and keeps

# Formats that a file names by number only; the rest stand in the file.
_DATE_FORMATS = {14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "d/m/yyyy h:mm"}
_TIME_FORMATS = dict.fromkeys((18, 19, 20, 21, 45, 47), "h:mm") | {46: "[h]:mm:ss"}
_ASIAN_DATES = dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-m-d")
BUILT_IN_FORMATS: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0", 42: "#,##0;-#,##0", 43: "#,##0.00;-#,##0.00",
    44: "#,##0.00;-#,##0.00", 48: "##0.0E+0", 49: "@",
    **_DATE_FORMATS, **_TIME_FORMATS, **_ASIAN_DATES,
}  # fmt: skip


def escape(text: str) -> str:
    """A text as a workbook can hold it."""
    return _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape(text: str) -> str:
    """The text that was meant."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def has_code(text: str) -> bool:
    """Whether a piece of a text may be taken for the code of one character."""
    return _ESCAPED.search(text) is not None


def number_text(stored: str, number_format: str = "", *, since_1904: bool = False) -> str:
    """The number of a cell as a person reads it.

    A date is 2026-06-30, 0.35 in a cell that shows per cent is 35%, and 0.1 stands without the
    noise of binary fractions behind it.

    Args:
        stored: as the file has it, such as 0.10000000000000001.
        number_format: of the cell.
        since_1904: days are counted from 1904, as old Macs did.

    Raises:
        ValueError: it is no number.

    """
    number = stored_number(stored)
    shown = _signs_of(number_format)
    if _is_date(shown):
        return _date_text(number, shown, since_1904=since_1904)
    if "%" in shown:
        return f"{plain_decimal(number * 100)}%"
    text = plain_decimal(number)
    if _ZEROS.fullmatch(shown) and text.isdigit():
        return text.zfill(len(shown))
    return text


def stored_number(stored: str) -> Decimal:
    """The number that a file means, without the noise of binary fractions behind it.

    Raises:
        ValueError: it is no number.

    """
    if not _NUMBER.fullmatch(stored):
        raise ValueError(stored)
    number = Decimal(f"{float(stored):.{_PRECISION}g}")
    if not number.is_finite():
        raise ValueError(stored)
    return number


def is_date_format(number_format: str) -> bool:
    """Whether a cell with this format shows a date or a time."""
    return _is_date(_signs_of(number_format))


def day_of_number(text: str, *, since_1904: bool = False) -> str:
    """The day that a number of five digits counts, where a date is asked for; else the text."""
    if not _SERIAL.fullmatch(text):
        return text
    return number_text(text, "yyyy-mm-dd", since_1904=since_1904)


def plain_decimal(number: Decimal) -> str:
    """Without exponent and needless zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"", "-0"} else text


def as_number(text: str) -> float | int | None:
    """The number that a spreadsheet would give back as this very text; None if there is none."""
    try:
        number = float(text)
        if number_text(text) != text:
            return None
    except ValueError:
        return None
    return int(text) if "." not in text else number


def _signs_of(number_format: str) -> str:
    """What of a format stands for the value, of numbers above zero."""
    return _COLOUR_OR_QUOTE.sub("", number_format.partition(";")[0]).lower()


def _is_date(shown: str) -> bool:
    return _ELAPSED.search(shown) is not None or (
        any(sign in shown for sign in "ymdhs") and "general" not in shown
    )


def _date_text(number: Decimal, shown: str, *, since_1904: bool) -> str:
    """A day, a month or a year as far as the cell shows it; with the time if there is one."""
    if since_1904:
        number += _DAYS_IN_1904_SYSTEM
    days, share = divmod(number, 1)
    if not 0 <= days <= _LAST_DAY or _ELAPSED.search(shown):
        return plain_decimal(number)
    time = _time_text(share)
    if days == 0:
        return time or plain_decimal(number)
    before_leap_day = 1 if days < _FALSE_LEAP_DAY else 0
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(days) + before_leap_day)
    text = day.isoformat()
    if time:
        return f"{text} {time}"
    if "y" in shown and "d" not in shown:
        return text[:7] if "m" in shown else text[:4]
    return text


def _time_text(share: Decimal) -> str:
    """Empty at midnight."""
    seconds = int(share * _SECONDS + Decimal("0.5")) % _SECONDS
    if not seconds:
        return ""
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}" + (f":{second:02}" if second else "")

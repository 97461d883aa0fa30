"""Offices that can lead a measure, as any country can map them to its own.

A measure names a role; a submission may name the office that has the role in its country.
"""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal[
    "head-of-government",
    "cabinet-office",
    "interministerial-body",
    "focal-point",
    "planning",
    "finance",
    "central-bank",
    "statistics",
    "migration",
    "interior",
    "foreign-affairs",
    "development-cooperation",
    "labour",
    "social-affairs",
    "education",
    "justice",
    "local-government",
    "civil-service",
    "associations",
    "programme",
]
ROLES: tuple[Role, ...] = get_args(Role)

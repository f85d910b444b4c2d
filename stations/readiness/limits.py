"""Say how long things between times may go without anybody looking, and on whose word.

Every figure is an installation's own setting and 暂定 until somebody has confirmed them all by
name: none of these days stands in a text that binds a single station.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metro_flow.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Days without; `confirmed_by` is empty while they are provisional.

    consultation: a quarter [proposal]. contacts: a month [proposal]. check: a month, for teams
    and resources [proposal]. training: a year [proposal]. plan: three years [recalled]. drill: half
    a year, which binds operators [S46] and is taken for each station [proposal].
    """

    consultation_days: int = 92
    contacts_days: int = 30
    check_days: int = 31
    training_days: int = 366
    plan_days: int = 1096
    drill_days: int = 183
    confirmed_by: str = ""

    @property
    def provisional(self) -> bool:
        """Whether nobody has confirmed them."""
        return not self.confirmed_by


def limits_of(settings: Settings) -> Limits:
    """Return the limits that an installation chose."""
    return Limits(
        consultation_days=settings.consultation_days,
        contacts_days=settings.contacts_days,
        check_days=settings.check_days,
        training_days=settings.training_days,
        plan_days=settings.plan_days,
        drill_days=settings.drill_days,
        confirmed_by=settings.limits_confirmed_by,
    )

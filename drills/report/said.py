"""Say what a debrief holds in the reader's language: names, lengths, moments, lines of the sheet.

A person whom the caller gave no name for is said by their id. Lengths are minutes and seconds;
times are Shanghai's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from drills.calendar.quarter import SHANGHAI
from drills.debrief import Debrief, Kept, Known, Moment
from drills.report import words_en, words_zh
from drills.score import Reckoned, ScoreLine
from stations.profile.words import Words

Language = Literal["zh", "en"]
TEXTS: Final[Mapping[Language, Mapping[str, str]]] = {"zh": words_zh.WORDS, "en": words_en.WORDS}


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a report is written: their language, and the names they may read by person id."""

    language: Language = "zh"
    names: Mapping[str, str] = field(default_factory=dict)

    def t(self, key: str, **facts: object) -> str:
        """Return a text with its places filled."""
        return TEXTS[self.language][key].format(**facts)

    def of(self, words: Words) -> str:
        """Return a text that stands in both languages."""
        return words.zh if self.language == "zh" else words.en

    def name(self, person: str | None) -> str:
        """Return a person's name, or their id; who was called by role has the role's."""
        if person is None:
            return self.t("blank")
        by_role = TEXTS[self.language].get(f"seat.{person}", person)
        return self.names.get(person, by_role)

    def provisional(self, text: str, *, is_so: bool) -> str:
        """Return a text with its mark where nobody confirmed what it rests on."""
        return f"{text} {self.t('provisional')}" if is_so else text

    def moment(self, moment: Moment) -> str:
        """Return when a moment was, or what kept it from being known."""
        if moment.at is not None:
            return clock_time(moment.at)
        return self.known(moment)

    def known(self, moment: Moment) -> str:
        """Return whether a moment was reached, and why not."""
        known = self.t(f"known.{moment.known.value}")
        if moment.why is None:
            return known
        return f"{known}{self.t('colon')}{self.t(f'why.{moment.why.value}')}"

    def kept(self, kept: Kept | None, moment: Moment) -> str:
        """Return after how long something came against its limit, with its mark."""
        if kept is None:
            return self.known(moment) if moment.at is None else clock_time(moment.at)
        limit = self.provisional(length(kept.limit.seconds), is_so=kept.limit.provisional)
        if kept.after_s is None:
            return f"{self.known(moment)} ({limit})"
        judged = self.t("within" if kept.within else "late")
        return f"{length(kept.after_s)} ({limit}) {judged}"


def clock_time(at: datetime) -> str:
    """Return the time of day in Shanghai."""
    return at.astimezone(SHANGHAI).strftime("%H:%M:%S")


def day(at: datetime) -> str:
    """Return the day in Shanghai."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d")


def length(seconds: float) -> str:
    """Return a length in minutes and seconds.

    >>> length(102.4), length(-30), length(5400)
    ('1:42', '−0:30', '90:00')
    """
    whole = round(abs(seconds))
    sign = "−" if seconds < 0 and whole else ""
    return f"{sign}{whole // 60}:{whole % 60:02d}"


def line_said(reader: Reader, line: ScoreLine, debrief: Debrief) -> str:
    """Return one line of the sheet's arithmetic: what was measured, its limit, its credit."""
    text = reader.provisional(_measured(reader, line, debrief), is_so=line.provisional)
    if not line.counts:
        return text
    if line.credit is None:
        return f"{text} · {reader.t('line.no-credit')}"
    return f"{text} · {reader.t('line.credit', percent=round(100 * line.credit))}"


def _measured(reader: Reader, line: ScoreLine, debrief: Debrief) -> str:
    facts = line.facts
    match line.what:
        case Reckoned.INJECT:
            return _inject(reader, line, debrief)
        case Reckoned.ACTIVATION if facts["after_s"] is None:
            mark = f"{str(facts['mark']).upper()} {reader.t('mark.' + str(facts['mark']))}"
            known = reader.t(f"known.{facts['known']}")
            return reader.t("line.activation.not", mark=mark, known=known)
        case Reckoned.ACTIVATION:
            return reader.t("line.activation", **_lengths(line))
        case Reckoned.ANSWER | Reckoned.ARRIVAL:
            return _seat(reader, line)
        case Reckoned.STEPS:
            return reader.t("line.steps", **facts)
        case Reckoned.STAND_DOWN:
            return reader.t("line.stand-down", known=reader.t(f"known.{facts['known']}"))
        case _:
            return _beside(reader, line)


def _inject(reader: Reader, line: ScoreLine, debrief: Debrief) -> str:
    inject = debrief.scenario.inject(str(line.facts["inject"]))
    spent = line.facts["after_s"]
    after = "" if spent is None else reader.t("line.after", **_lengths(line))
    return reader.t(
        "line.inject",
        name=reader.of(inject.expected),
        outcome=reader.t(f"inject.{line.facts['outcome']}"),
        after=after,
        limit=_lengths(line)["limit"],
    )


def _seat(reader: Reader, line: ScoreLine) -> str:
    seat = reader.t(f"seat.{line.facts['seat']}")
    if line.facts["after_s"] is None:
        why = line.facts["why"]
        told = reader.t(f"why.{why}") if why else reader.t(f"known.{line.facts['known']}")
        return reader.t("line.seat.not", seat=seat, why=told)
    return reader.t(f"line.{line.what.value}", seat=seat, **_lengths(line))


def _beside(reader: Reader, line: ScoreLine) -> str:
    facts = line.facts
    mark = f"{str(facts['mark']).upper()} {reader.t('mark.' + str(facts['mark']))}"
    since = facts["since_t0_s"]
    if facts["known"] != Known.REACHED.value:
        value = reader.t(f"known.{facts['known']}")
    else:
        value = f"T0 + {length(float(since))}" if since is not None else reader.t("known.reached")
    return reader.t("line.mark", mark=mark, value=value)


def _lengths(line: ScoreLine) -> dict[str, str]:
    return {
        "after": length(float(line.facts["after_s"] or 0)),
        "limit": length(float(line.facts["limit_s"] or 0)),
    }

"""The closed vocabularies of a record, by the names that JSON, lexicons and the ontology share."""

from enum import StrEnum


class Type(StrEnum):
    """The fifteen record types; the value is the local name of the class in the ontology."""

    AWARD = "Award"
    TEAM = "Team"
    ENTERPRISE = "Enterprise"
    STANDARD = "Standard"
    PROJECT = "Project"
    PLATFORM = "Platform"
    SPECIALTY = "Specialty"
    RESOURCE = "Resource"
    PILOT = "Pilot"
    OUTPUT = "Output"
    REGULATION = "Regulation"
    ORGANIZATION = "Organization"
    PERSON = "Person"
    EVENT = "Event"
    METRIC = "Metric"


PARTIES = frozenset({Type.ENTERPRISE, Type.ORGANIZATION, Type.PERSON})


class Subtype(StrEnum):
    """What kind of Award it is."""

    PRIZE = "Prize"
    TALENT_TITLE = "TalentTitle"
    HONOUR = "Honour"
    RANKING = "Ranking"


class Level(StrEnum):
    """Levels, highest first."""

    INTERNATIONAL = "international"
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    SCHOOL = "school"


class Status(StrEnum):
    """Whether a thing was granted or is only a candidate (申报, 推荐, 入围, 提名)."""

    GRANTED = "granted"
    CANDIDATE = "candidate"


class Approximation(StrEnum):
    """How the text says that a figure is not exact."""

    AND_MORE = "andMore"  # 40余项
    OVER = "over"  # 超过40项
    OR_MORE = "orMore"  # 40项以上
    NEARLY = "nearly"  # 近40项
    APPROXIMATELY = "approximately"  # 约40项
    OR_LESS = "orLess"  # 40项以下


class Scope(StrEnum):
    """学校层面 or 专业群层面."""

    SCHOOL = "school"
    GROUP = "group"

"""Record → Name: what its anchor names, apart from level, issuer, batch, year and ways of speaking."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.records import Record
from kg.vocabulary import Type
from kg.words import fold
from ontology import lexicon

DRESS = re.compile(r"[\s*“”‘’\"'「」『』《》〈〉（）()【】、，,·•\-—]+")
_QUOTED = re.compile("[“「《](.{2,40})[”」》]")
_TITLE = re.compile("《[^》]*》")  # what a title says gives no level
_YEAR = re.compile(r"(20\d\d)(?:-20\d\d)?\s*(?:年度|年)?")
_CONTEST = re.compile("(?:全国|中国|国际|世界|金砖).{2,20}?比赛")
_SCHEME = re.compile("[“「](.{2,12}计划)[”」]")
_PLAN = re.compile("[“‘]?十([一二三四五六])五[”’]?")
_BATCH = re.compile(r"(首|第[一二三四五六七八九十\d]+)(?:批|届|期|轮)次?")
_REPORTED = re.compile(r"(?:位列|位居|名列|居|荣获|获评|获批|入选)")
_NUMBERED = re.compile(r"(?:gb|jb|hj|hb|dz|ny|qb|sj|yd|jt|tb|ga|db\d{0,2}|t)(?:/[tz])?\s*/?\s*\d{2,6}")
_PUBLIC_EVENT = re.compile(r"(?:全国|中国|国际|世界|金砖|一带一路).*(?:大赛|竞赛|比赛|锦标赛|运动会|博览会)")
_COMPANY = re.compile(r"(?:公司|集团|厂|研究所|研究院|银行|医院|股份|合作社|事务所)$")
_INNER = re.compile(r"^.{0,8}(?:小组|办公室|委员会|理事会|工作组|专班)$")  # a college's own bodies
_MADE = "基地|中心|平台|团队|资源库|课程|教材|专业群|专业|工作室|工作站|实训室"
BARE = 4  # characters of a name that is a mere head noun: it tells nothing from another
_SPELLINGS = {"人": "名", "位": "名", "册": "部", "本": "部", "件": "项", "个": "项"}
_SPELLINGS |= dict.fromkeys("支家所处座种", "项")  # a team is counted by 个 and 支, a firm by 个 and 家


@dataclass(frozen=True, slots=True)
class Name:
    """A name to compare: its core, the year and the batch in it, and whether it is one of its own."""

    core: str
    flat: str  # all of its words, without dress
    characters: Counter[str]
    year: str | None  # or five-year plan
    batch: str | None
    level: str | None  # the level that its first word of a level gives
    party: bool  # a company, organisation or person by its own name
    public: bool  # known beyond one institution
    quoted: str  # what stands in quotation marks or 《》
    scheme: str | None  # the national contest or plan that it comes from
    piloted: bool = False  # a pilot, by what is piloted

    @property
    def bare(self) -> bool:
        """Whether it is a head noun with next to nothing before it."""
        return not self.party and not self.quoted and not self.piloted and len(self.core) <= BARE


def name(record: Record) -> Name:
    """What the record's anchor names."""
    return _name(record.anchor, record.type, record.count is None)


def unit(written: str | None) -> str | None:
    """A unit in one of its spellings: 名 for 人, 部 for 本."""
    return _SPELLINGS.get(written, written) if written else written


@lru_cache(maxsize=100_000)
def _name(anchor: str, type_: Type, uncounted: bool) -> Name:
    words = fold(anchor)
    year, plan, batch = _YEAR.search(words), _PLAN.search(words), _BATCH.search(words)
    flat = DRESS.sub("", words)
    party = type_ is Type.PERSON or (type_ is Type.ORGANIZATION and uncounted and not _INNER.search(flat))
    party = party or (type_ is Type.ENTERPRISE and uncounted and bool(_COMPANY.search(flat)))
    numbered = type_ is Type.STANDARD and bool(_NUMBERED.search(words))
    event = type_ is Type.EVENT and uncounted and bool(_PUBLIC_EVENT.search(flat))
    core = flat if numbered else _undescribed(flat) if party else _core(flat)
    piloted = _piloted().sub("", core) if type_ is Type.PILOT else core
    stem = BARE <= len(piloted) < len(core)
    core = piloted if stem else core or flat
    return Name(
        core,
        flat,
        Counter(core),
        year[1] if year else plan[0].strip("“”‘’") if plan else None,
        batch[1].replace("首", "第一") if batch else None,
        _level(DRESS.sub("", _TITLE.sub("", words))),
        party,
        party or numbered or event,
        DRESS.sub("", "".join(_QUOTED.findall(words))),
        _scheme(words, flat),
        stem,
    )


def _core(flat: str) -> str:
    words = _BATCH.sub("", _YEAR.sub("", flat))
    for row in _words("same"):
        words = words.replace(row["word"], row["same"])
    words = _REPORTED.sub("", words)
    core = _made().sub("", _left_out().sub("", words))
    return re.sub("^省(?=.{2})", "", core)


def _undescribed(flat: str) -> str:
    """A party's name written out, without what is said of it before: 大型国企."""
    for row in _words("short"):
        flat = flat.replace(row["word"], row["same"])
    name = _described().sub("", flat)
    return name if len(name) > BARE else flat


def _scheme(words: str, flat: str) -> str | None:
    """The contest or the named plan behind an award, a team or a project."""
    for row in _words("same"):
        flat = flat.replace(row["word"], row["same"]) if row["same"] == "比赛" else flat
    contest = _CONTEST.search(_YEAR.sub("", flat))
    plan = _SCHEME.search(words)
    return contest[0] if contest else plan[1] if plan and _level(flat) == "national" else None


def _level(flat: str) -> str | None:
    found = re.search("|".join(map(re.escape, _levels())), flat)
    return _levels()[found[0]] or None if found else None


@cache
def _levels() -> dict[str, str]:
    """Word → level, the longest words first."""
    places = {row["word"]: "provincial" for row in _places()}
    words = places | {row["word"]: row["term"] for use in ("level", "name") for row in _words(use)}
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))


def _places() -> tuple[lexicon.Row, ...]:
    return tuple(row for row in lexicon.rows("places") if row["term"] == "provincial")


@cache
def _words(use: str) -> tuple[lexicon.Row, ...]:
    return tuple(row for row in lexicon.rows("names") if row["use"] == use)


@cache
def _left_out() -> re.Pattern[str]:
    words = {row["word"] for row in _places()} | {row["word"] for use in ("level", "filler") for row in _words(use)}
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))


def _any(*uses: str) -> str:
    """A pattern of the words of these uses, the longest first."""
    words = {row["word"] for use in uses for row in _words(use)}
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def _made() -> re.Pattern[str]:
    """The end of a name that names no other thing: 入选…名单, 基地建设项目."""
    return re.compile(f"(?<=.)(?:{_any('end')})$|(?:(?<=" + ")|(?<=".join(_MADE.split("|")) + f"))(?:{_any('made')})$")


@cache
def _piloted() -> re.Pattern[str]:
    return re.compile(f"(?:{_any('piloted')})+$")


@cache
def _described() -> re.Pattern[str]:
    return re.compile(f"^(?:{_any('party')})+")


@cache
def field() -> re.Pattern[str]:
    """What a company does, as it says in its name."""
    return re.compile(f"(?:{_any('field')})+")


@cache
def whose() -> tuple[re.Pattern[str], dict[str, str]]:
    """The people whose opinion or success a rate measures, and the word for them to compare."""
    return re.compile(_any("whose")), {row["word"]: row["same"] or row["word"] for row in _words("whose")}

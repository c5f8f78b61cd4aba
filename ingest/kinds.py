"""Phrase in its clause → Sort: which type it has there, and whether it is a record at all."""

from typing import NamedTuple

from ingest import heads
from ingest.coordination import Item
from ingest.numbers import base_unit, unit_kinds
from ingest.parties import any_works
from ingest.phrases import Phrase
from ingest.tokens import Verb
from kg.vocabulary import PARTIES, Subtype, Type
from kg.words import part_of_speech


class Sort(NamedTuple):
    """The type that a phrase has in its clause."""

    type: Type
    subtype: Subtype | None = None


class Role(NamedTuple):
    """Where an item stands: under which verb, as object or subject."""

    verb: Verb | None = None
    marked: bool = False  # the verb carries 了
    subject: bool = False
    done: bool = False  # a subject of which the clause says that it is there (建成, 上线)

    @property
    def kind(self) -> str:
        """The kind of the verb, empty where there is none."""
        return self.verb.kind if self.verb else ""


GRANTS = frozenset({"award", "rated", "approved", "list"})
_RECOGNISES = GRANTS | {"candidate"}
_MAKES = GRANTS | {"made", "finished", "candidate"}
_PRAISE = ("优秀", "先进")  # 被评为优秀…中心 is an honour, 被认定为…中心 a platform
_OPENS = frozenset({"made", "approved", "finished", "weak"})  # 新增A、B2个专业
_HONOURS = frozenset({"award", "rated", "list"})
_PEOPLE = "人师匠手星者家员友兵模才"  # what a title of a person ends with
_OUR = ("学院《", "学校《", "我院《", "我校《", "本校《", "本院《")  # a rule of our own is there where it is followed
_SHARES = frozenset({"%", "％", "分", "成", "倍"})
_TEXTS = frozenset({"篇", "条", "次", "篇次", "条次"})
_OCCASIONS = frozenset({"次", "场", "场次", "余次"})
SESSIONS = frozenset({"期", "场", "场次", "班次"})
_PLACES = frozenset({"所", "处", "间", "座", "栋"})
_BECOMES = frozenset({"成为", "成了", "变成"})
_CALLS = frozenset(
    {"获评", "评为", "被评为", "获评为", "授予", "被授予", "荣获授予", "命名为", "被命名为", "评选为", "被评选为"}
)
_CALLED = ("评为", "评选为", "表彰为", "命名为", "授予", "获评")
LONG_NAME = 8  # a name this long names one alliance, not alliances
_MADE_TYPES = frozenset({Type.STANDARD, Type.PLATFORM, Type.TEAM, Type.RESOURCE})
_GRANTED_TYPES = frozenset({Type.PROJECT, Type.PILOT, Type.SPECIALTY})


def unit_kind(unit: str | None) -> str:
    """Tell what a unit measures: thing, people, measure, or nothing known."""
    return unit_kinds().get(base_unit((unit or "").lower()), ("", ""))[0]


def sort(phrase: Phrase, item: Item, role: Role) -> Sort | None:
    """Decide the type from the head, the verb and the unit."""
    head, kind = phrase.head, role.kind
    if kind == "pilot" and item.count is not None and not role.subject:
        return Sort(Type.PILOT)
    if item.member and item.of is Type.REGULATION and phrase.text.startswith("《"):
        return Sort(Type.REGULATION)
    if item.member and item.of is Type.SPECIALTY and (head is None or head.type is None):
        return Sort(Type.SPECIALTY) if kind in _OPENS else None
    if head is None and _titled(phrase, item):
        return Sort(Type.RESOURCE) if kind in _MAKES and not role.subject else None
    if head is None:
        return _headless(phrase, item, role)
    if head.type is None:
        measured = unit_kind(item.unit) == "measure" and (item.unit not in _SHARES or head.word == "时间")
        measured |= base_unit(item.unit or "") == "份" and item.digits
        return Sort(Type.METRIC) if measured else None  # 换型时间25分钟
    if unit_kind(item.unit) == "measure" and not (head.type is Type.AWARD and item.unit == "人次"):
        return Sort(Type.METRIC)
    if head.word == "村" and item.count is not None:
        return Sort(Type.METRIC)  # 帮扶村4个
    if head.type in PARTIES and item.unit in _TEXTS:
        return Sort(Type.METRIC)  # 中央级媒体216篇
    if head.type is Type.RESOURCE and item.unit in _OCCASIONS:
        return Sort(Type.EVENT)  # 讲思政课46次
    if phrase.tail and head.type is Type.METRIC and item.unit in SESSIONS:
        return Sort(Type.EVENT)  # 高素质农民培育43期
    if head.type in (Type.EVENT, Type.REGULATION) and unit_kind(item.unit) == "people":
        return Sort(Type.METRIC)  # 招生计划300人
    if kind == "joined" and head.type is Type.PLATFORM and phrase.text.endswith(heads.institutes()):
        return Sort(Type.ORGANIZATION)  # 联合X研究院攻关
    if head.kind == "founded" and kind in ("made", "approved") and not role.subject:
        return Sort(Type.PLATFORM)  # 共建现场工程师学院
    if head.kind == "body":
        return Sort(head.type, head.subtype) if kind in GRANTS and not role.subject else None
    if head.kind == "member" and kind not in _HONOURS:
        return Sort(Type.ORGANIZATION) if item.count is not None else None  # 吸纳成员单位52家
    if head.kind == "group" and head.type is Type.ORGANIZATION and kind in _HONOURS and not role.subject:
        return Sort(Type.AWARD, Subtype.HONOUR)  # 入选…“服务贡献”卓越院校
    if head.word.endswith(("称号", "提名")) and (inner := heads.head(phrase.text[: -len(head.word)].rstrip("”"))):
        return Sort(Type.AWARD, inner.subtype or head.subtype)
    if head.kind == "list":
        return _collection(phrase, kind)
    if head.kind == "staff":
        awarded = phrase.level.kind in ("explicit", "union") and kind != "hired" and unit_kind(item.unit) == "people"
        called = role.verb is not None and role.verb.word.endswith(_CALLED) and not role.subject
        awarded |= called and any(word in phrase.text for word in _PRAISE)  # 被省厅评为优秀带教老师
        return Sort(Type.AWARD, Subtype.TALENT_TITLE) if awarded else Sort(Type.METRIC)
    if head.kind == "person":
        recognised = kind != "hired" and (phrase.level.level is not None or (kind in _RECOGNISES and not role.subject))
        return Sort(Type.AWARD, Subtype.TALENT_TITLE) if recognised else Sort(Type.METRIC)
    praised = kind == "rated" and not role.subject and any(word in phrase.text for word in _PRAISE)
    if praised and head.type in (Type.PLATFORM, Type.ORGANIZATION):
        return Sort(Type.AWARD, Subtype.HONOUR)
    if head.type is Type.EVENT and kind == "award" and not role.subject:
        return Sort(Type.AWARD, Subtype.PRIZE) if item.count is not None else None
    return Sort(head.type, head.subtype)


def _titled(phrase: Phrase, item: Item) -> bool:
    """《X》等教材9部: the title of one of them."""
    return item.member and item.of is Type.RESOURCE and phrase.text[0] == "《" and phrase.text[-1] == "》"


def _headless(phrase: Phrase, item: Item, role: Role) -> Sort | None:
    """A quoted name that was granted is an honour; a counted thing without a known head is a measured figure."""
    if phrase.text[-1] == "”" and role.kind in _HONOURS and not role.subject and not item.member:
        person = phrase.text[-2] in _PEOPLE or unit_kind(item.unit) == "people"
        return Sort(Type.AWARD, Subtype.TALENT_TITLE if person else Subtype.HONOUR)
    if role.kind == "list" and phrase.text[0] == "《" and not role.subject and not item.member:
        return Sort(Type.AWARD, Subtype.HONOUR)  # 入选《…百例》
    if _called(phrase, role):
        return Sort(Type.AWARD, Subtype.HONOUR)
    if item.count is None or phrase.bare_level:
        return None
    if item.unit in SESSIONS:
        return Sort(Type.EVENT)  # 夜校12期
    if phrase.quoted and role.kind in _MAKES and item.unit in _PLACES:
        return Sort(Type.PLATFORM)  # 设立“X”3所
    spelt = item.before and not item.digits
    measured = unit_kind(item.unit) in ("measure", "people") or (item.unit is not None and not spelt)
    return Sort(Type.METRIC) if measured else None


def _called(phrase: Phrase, role: Role) -> bool:
    """获评全国最美X: what somebody is called with a level is an honour, also where no head is known."""
    said = role.verb is not None and role.verb.word in _CALLS and not role.subject
    return said and phrase.level.start == 0 and len(phrase.text) >= LONG_NAME and not phrase.tail


def _collection(phrase: Phrase, kind: str) -> Sort | None:
    """入选 a list or case book is an honour; a case that was made or rated stays a resource."""
    if kind in ("list", "candidate"):
        return Sort(Type.AWARD, Subtype.HONOUR)
    shorter = heads.head(phrase.text.rstrip("”"), skip="list")
    if shorter is None and kind in _HONOURS and phrase.quoted:
        return Sort(Type.AWARD, Subtype.HONOUR)
    return Sort(shorter.type, shorter.subtype) if shorter and shorter.type else None


def recorded(phrase: Phrase, found: Sort, item: Item, role: Role, *, listed: bool = False) -> bool:
    """Tell a record from what is only talked about; `listed` goes on with a list of honours."""
    if item.count is not None:
        return _counted(phrase, found, item, role)
    kind, head = role.kind, phrase.head
    if head is None and found.type is Type.AWARD:
        return phrase.quoted or _called(phrase, role)
    if (head is None and found.type is Type.RESOURCE) or (item.member and item.of is found.type is Type.SPECIALTY):
        return True
    if found.type is Type.REGULATION:
        return phrase.text.endswith("》") and (kind != "follow" or phrase.text.startswith(_OUR))
    if found.type is Type.METRIC or head is None:
        return False
    if found.type is Type.AWARD:
        return _award(phrase, found, role, told=listed or item.level is not None or item.grade is not None)
    entered = phrase.quoted or (kind == "list" and phrase.level.level is not None)
    if head.kind == "counted" and not (found.type is Type.PROJECT and entered):
        return False
    if phrase.tail and kind != "finished" and found.type is not Type.STANDARD:
        return False  # 参与基地建设
    if not phrase.named and found.type is not Type.STANDARD:
        return False
    if role.subject and found.type is Type.STANDARD and phrase.text.startswith("《") and kind in GRANTS:
        return True
    if role.subject:
        return role.done and found.type in _MADE_TYPES | {Type.PROJECT}
    if found.type is Type.EVENT:
        return kind == "held"
    if found.type is Type.ENTERPRISE:
        if any_works(phrase):
            return False
        rated = kind in GRANTS and phrase.level.level is not None  # 被认定为国家级产教融合型企业
        return head.kind != "group" or rated or (kind in ("party", "joined") and phrase.quoted)
    if found.type is Type.ORGANIZATION:
        return kind == "joined" or (
            kind == "made" and head.kind != "group" and (phrase.quoted or len(phrase.text) >= LONG_NAME)
        )
    if item.member and found.type in _MADE_TYPES | {Type.PROJECT}:
        return True
    if found.type in _MADE_TYPES and role.verb and role.verb.word in _BECOMES:
        return phrase.level.level is not None or phrase.quoted  # not 成为学习的平台, 成了鲜活的教材
    if found.type in _MADE_TYPES:
        return kind in _MAKES or (kind == "weak" and role.marked)
    return kind in _RECOGNISES or (kind in ("made", "finished") and found.type is Type.PROJECT)


def _counted(phrase: Phrase, found: Sort, item: Item, role: Role) -> bool:
    if item.unit is None:  # 七大专业集群
        told = found.type not in (Type.METRIC, Type.REGULATION, Type.EVENT)
        return told and role.kind in _MAKES and not role.subject and len(phrase.text) > 3
    if item.unit == "支" and found.type not in (Type.TEAM, Type.METRIC):
        return False
    spelt = item.before and not item.digits
    if spelt and phrase.text in ("专业群", "专业") and role.kind not in _MAKES:
        return False  # 两个专业群与…合作: who did it
    if spelt and unit_kind(item.unit) == "sort":
        return False  # 四种类型企业
    if spelt and unit_kind(item.unit) == "thing" and found.type in (Type.METRIC, Type.REGULATION):
        return found.type is Type.REGULATION and role.kind in _MAKES  # 五个方面, 三项制度更加完善
    if item.unit == "天" and (part_of_speech(phrase.text) or "").startswith("v"):
        return False  # 奋战18天
    return found.type is not Type.METRIC or (len(phrase.text) > 1 and phrase.text[-1] not in "0123456789")


def _award(phrase: Phrase, found: Sort, role: Role, *, told: bool) -> bool:
    if found.subtype is Subtype.RANKING:
        if role.subject and role.kind == "rank":
            return False  # …排行榜位列全国第12位: the rank is the record
        return role.kind in ("rank", "award", "rated") or told or phrase.level.level is not None or phrase.quoted
    if role.subject:
        return found.subtype is Subtype.PRIZE and phrase.year is not None and phrase.named
    if found.subtype is Subtype.PRIZE and role.verb is None:
        return phrase.named and phrase.level.level is not None and bool(phrase.grades)  # 第三届…大赛特等奖
    if role.kind == "there":
        return found.subtype is Subtype.TALENT_TITLE and phrase.level.level is not None  # 既有省级教学名师陆某
    return (phrase.named or told) and role.kind in _RECOGNISES | {"held", "joined"}

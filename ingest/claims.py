"""Item → Claim: its level, own, shared or carried; its antecedent, where only a level and a figure are written."""

import re
from dataclasses import dataclass, replace

from ingest import heads, measures, parties
from ingest.coordination import Item, without_level
from ingest.kinds import GRANTS, SESSIONS, Role, Sort, recorded, sort, unit_kind
from ingest.levels import NOTHING, Worded, worded
from ingest.phrases import Phrase, deed
from kg.vocabulary import PARTIES, Level, Status, Subtype, Type

_CARRIED_TYPES = frozenset(set(Type) - PARTIES - {Type.OUTPUT, Type.METRIC, Type.STANDARD})
_ENTERPRISE_LEVELS = ("explicit", "union")
_UNISSUED = frozenset({Type.METRIC, Type.STANDARD})  # who adopts a standard gives it no level
_KIND = 4  # characters of the name of a kind: 行业类
_OTHERS = re.compile("^中国|行业(?!类)|协会|学会|联合会|基金会")  # whose prize it is: of no level of government
_EVENTS = re.compile("赛项|赛道|组别|项目组")  # one of the events of a contest that was named before
_WHO = re.compile("^(?:团体|个人|集体|双人|男子|女子|单项)")  # 团体一等奖: a bare grade still
_BUILDINGS = frozenset({"座", "栋", "间", "幢"})  # 一座纱厂 is no party
_SHARE = frozenset({"占", "占比", "约占"})
_PERCENT = frozenset({"%", "％"})
_PRIZE_UNITS = ("项", "个", "次", "人次")


@dataclass(frozen=True, slots=True)
class Claim:
    """A record in the making; offsets are those of the flat text."""

    start: int
    end: int
    type: Type
    subtype: Subtype | None = None
    level: Level | None = None
    at_least: bool = False
    grade: str | None = None
    count: float | None = None
    unit: str | None = None
    year: int | None = None
    status: Status | None = None
    granted: bool = False  # with its level, by somebody else than the school


class Ledger:
    """The claims of one sentence, with what later items take from earlier ones."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.antecedent: tuple[Phrase, Claim] | None = None
        self.topic: Phrase | None = None  # what figures behind it count: 新增产教融合型企业：国家级2家
        self.last: Claim | None = None
        self.total: Claim | None = None  # what 其中 and brackets take parts of
        self.whole: Claim | None = None  # what the bracket stands behind
        self.part = False
        self.bracketed = False
        self.carried: Worded = NOTHING  # the level that opened the list (省级基地2个，专业群2个)
        self.reopened = False  # a comma, not the verb, opened it
        self.passing = False  # so that the level it carries ends with the clause
        self.opening = True  # no item of the list was read yet
        self.agent: Phrase | None = None  # who rates, in a passive
        self.contest: Phrase | None = None  # where prizes were won
        self.ranking: Phrase | None = None  # the list in which ranks are told
        self.year: int | None = None
        self.years: tuple[int, ...] = ()  # 2020年、2021年分别立项…
        self.heading: Worded = NOTHING  # 国家级：教学成果奖2项、规划教材15部
        self.beside = False  # the figure stands beside another: 8期、1260人日
        self.headed = False  # the topic ends with a colon: 省级资源库：主持2个
        self.of_before = False  # no subject stands in the clause
        self.goes_on = False  # the clause begins with 达到, 增至
        self.told = False  # the clause goes on with a time and 达
        self.parties: set[str] = set()

    def close_list(self) -> None:
        """Forget the level that a list carries."""
        self.carried, self.opening, self.reopened = NOTHING, True, False

    def reopen_list(self) -> None:
        """Let the clause behind a comma open its own list; what that carries ends with the clause."""
        self.carried = NOTHING if self.passing else self.carried
        self.opening = self.reopened = True

    def state(self, item: Item, role: Role) -> bool:
        """Add the claim that an item makes; tell whether it makes one."""
        phrase = item.phrase
        if phrase and phrase.tail and item.unit in SESSIONS:
            end = phrase.end + len(phrase.tail)
            phrase = replace(phrase, end=end, text=phrase.text + phrase.tail)  # 高素质农民培育43期
        if phrase and phrase.head is None and item.before and (item.unit or "").endswith("人次"):
            phrase = deed(phrase)  # 1.8万人次来到茶园采摘体验
        if phrase and item.count is not None and not item.before:
            phrase = measures.patient(phrase, item.unit)
        if phrase and phrase.head and phrase.head.kind == "total" and unit_kind(item.unit) == "thing":
            phrase = _counted_thing(phrase)
        if phrase and self.part_of_before(item, role):
            return self._state_share(item)
        if phrase is None or self._of_a_kind(phrase, item):
            return self._state_elliptic(replace(item, phrase=None), role)
        if role.kind in ("award", "regard") and item.count is None and (approver := parties.approver(phrase)):
            self._add(Claim(*approver), phrase)
            return True
        if item.member and item.of in (Type.ENTERPRISE, Type.ORGANIZATION) and item.count is None:
            return self._state_member(phrase, item.of)
        if item.count is None and parties.medium(phrase.text):
            self._state_party(item)  # 登上春城晚报
            return True
        if phrase.text == (phrase.grades or ("",))[0] and role.kind == "rank" and self._rank(phrase.grades[0]):
            return True
        if phrase.bare_level and item.count is not None and unit_kind(item.unit) != "measure":
            return self._state_elliptic(replace(item, phrase=None, level=item.level or phrase.level), role)
        if self.contest and role.kind == "award" and len(phrase.grades) == 1:
            item = replace(item, grade=phrase.grades[0])  # 在…大赛中夺得金牌
        found = sort(phrase, item, role)
        if self._talents(phrase, found):
            found = Sort(Type.AWARD, Subtype.TALENT_TITLE)
        if self.part and self.total and phrase.head is None and found and item.unit == self.total.unit:
            found = Sort(self.total.type, self.total.subtype)  # 课题64项（重点8项）
        if found is None or not recorded(phrase, found, item, role, listed=self._listed(phrase, found)):
            self.opening = self.opening and role.subject
            self.topic = phrase if item.count is None and phrase.head else self.topic
            return False
        self._add(self._claim(item, phrase, found, role), phrase)
        for start, end, type_ in parties.inside(phrase, found.type):
            self.claims.append(Claim(start, end, type_))
        return True

    def _talents(self, phrase: Phrase, found: Sort | None) -> bool:
        """省级“X名师”2人、“Y工匠”1人: a title that goes on with a list of such that are of a level."""
        titled = phrase.head is not None and phrase.head.kind == "person" and phrase.quoted
        before = self.claims[-1] if self.claims else None
        listed = before is not None and before is self.last and before.subtype is Subtype.TALENT_TITLE
        return titled and listed and found == Sort(Type.METRIC) and self.carried.level is not None

    def _state_beside(self, item: Item) -> bool:
        """培训8期、1260人日: another measure of the same thing."""
        if self.antecedent is None:
            return False
        before = self.antecedent[1]
        claim = Claim(before.start, before.end, Type.METRIC, count=item.count, unit=item.unit, year=self.year)
        self.claims.append(claim)
        return True

    def part_of_before(self, item: Item, role: Role) -> bool:
        """志愿者6800人，占在校生总数的72%: whether a share is that of the thing counted before."""
        shares = role.verb is not None and role.verb.word in _SHARE and item.unit in _PERCENT
        return shares and not item.before and self.of_before and self.antecedent is not None

    def _state_share(self, item: Item) -> bool:
        """教职工418人，其中博士36人，占8.6%: what part the thing before it is."""
        assert self.antecedent is not None
        before = self.antecedent[1]
        self.claims.append(Claim(before.start, before.end, Type.METRIC, count=item.count, unit=item.unit))
        return True

    def _state_topic(self, item: Item) -> bool:
        """报考人数翻了一番，达到2140人: the measure that the clause before named without a figure."""
        topic, before = self.topic, self.antecedent
        if before and before[1].type is Type.METRIC and before[1].unit == item.unit and before[1] is self.claims[-1]:
            self.claims.append(replace(before[1], count=item.count, year=self.year))
            return True  # 访问量日均3.2万次，高峰时突破9万次
        if topic is None or topic.type is not Type.METRIC or (before and before[1].start > topic.start):
            return False
        return self.state(replace(item, phrase=topic), Role())

    def _of_a_kind(self, phrase: Phrase, item: Item) -> bool:
        """奖项96项，行业类53项: a mere kind of what was counted before."""
        if phrase.head or self.antecedent is None or item.count is None:
            return False
        return phrase.text.endswith("类") and len(phrase.text) <= _KIND and item.unit == self.antecedent[1].unit

    def _listed(self, phrase: Phrase, found: Sort) -> bool:
        """Whether an honour without a level of its own goes on with a list: 省级文明校园、平安校园; 一等奖、二等奖."""
        before = self.claims[-1] if self.claims else None
        if found.type is not Type.AWARD or before is None or before.type is not Type.AWARD or before.count is not None:
            return False
        return phrase.start == before.end + 1

    def _state_later(self, item: Item) -> bool:
        """保持在95%以上，2023年达97.36%: the same measure at another time."""
        before = self.antecedent[1] if self.antecedent else None
        if self.beside and before and before.type in (Type.EVENT, Type.METRIC) and before.unit != item.unit:
            return self._state_beside(item)
        if self.told and before is None and self.topic and self.topic.type is Type.METRIC:
            return self.state(replace(item, phrase=self.topic), Role())  # 就业率：2021年96%、2022年97%
        if not self.told or before is None or before.type is not Type.METRIC or before.unit != item.unit:
            return False
        self.claims.append(replace(before, count=item.count, year=self.year))
        return True

    def state_party(self, item: Item, *, aside: bool = False) -> None:
        """Add the party that an item names; who only did something, `aside`, is not what later figures count."""
        kept = self.antecedent, self.last, self.total
        self._state_party(item)
        if aside:
            self.antecedent, self.last, self.total = kept

    def _state_party(self, item: Item) -> None:
        if item.phrase and item.member and item.of in (Type.ENTERPRISE, Type.ORGANIZATION):
            self._state_member(item.phrase, item.of)
        elif (
            item.phrase
            and item.unit not in _BUILDINGS
            and (found := parties.party(item.phrase, counted=item.count is not None))
        ):
            start, end, type_ = found
            counted = item if end == item.phrase.end else Item(None)  # 新华社记者两次来访: no number of the party
            self._add(Claim(start, end, type_, count=counted.count, unit=counted.unit), item.phrase)

    def _state_member(self, phrase: Phrase, type_: Type) -> bool:
        """Add a party that is named before 等企业 or 等院校: it is what the text calls it."""
        general = phrase.head and phrase.head.kind in ("group", "stop") and not parties.proper(phrase)
        if phrase.level.kind in ("explicit", "union") or general:
            return False
        self._add(Claim(phrase.start, phrase.end, type_), phrase)
        return True

    def rate(self, level: Worded) -> None:
        """Give the last claim the level that its bracket holds."""
        if self.claims and self.claims[-1] is self.last and level.kind in ("explicit", "union"):
            self.claims[-1] = self.last = replace(self.last, level=level.level, at_least=level.at_least)

    def _rank(self, rank: str) -> bool:
        """Give the list that was just named its rank: 上榜…排行榜，位列第70."""
        if not self.claims or self.claims[-1].subtype is not Subtype.RANKING or self.claims[-1].grade:
            return False
        self.claims[-1] = replace(self.claims[-1], grade=rank)
        return True

    def _claim(self, item: Item, phrase: Phrase, found: Sort, role: Role) -> Claim:
        level = self._level(item, phrase, found, role)
        grade, status = None, _status(role, found.type)
        year = phrase.year or self.year
        if year is None and phrase.head and phrase.grades and phrase.text == phrase.head.word and self.claims:
            year = self.claims[-1].year if self.claims[-1].grade else None  # 2025年…特等奖1项、一等奖2项
        if phrase.text.endswith("提名"):
            status = Status.CANDIDATE
        if found.type is Type.AWARD or phrase.grades:
            grade = item.grade or (phrase.grades[0] if len(phrase.grades) == 1 else None)
        return Claim(
            phrase.start, phrase.end, found.type, found.subtype, level.level, level.at_least, grade,
            item.count, item.unit, year, status, role.kind in GRANTS and level.level is not None,
        )  # fmt: skip

    def _level(self, item: Item, phrase: Phrase, found: Sort, role: Role) -> Worded:
        """The phrase's own level, else that of its total, its issuer, or the opener of its list."""
        own = item.level or (phrase.level if found.type is phrase.type else worded(phrase.text, found.type))
        if found.type in PARTIES:
            return own if item.level or own.kind in _ENTERPRISE_LEVELS else NOTHING
        if role.kind == "candidate" and self.agent and own.level and (chosen := worded(self.agent.text)).level:
            own = chosen  # 被省教育厅推荐参加国家…评选: so far the province has chosen it
        opening, self.opening = self.opening, self.opening and role.subject
        if own.level is None:
            if phrase.head and phrase.head.kind == "plain":
                return NOTHING
            if phrase.head is None and self.bracketed and self.whole:
                return Worded(self.whole.level)  # 课题64项（重点8项）
            if found.type is Type.AWARD and _OTHERS.search(phrase.text):
                return NOTHING  # 省科技进步奖1项，中国专利奖1项、煤炭行业科学技术奖4项
            if self._event_of_contest(phrase, found):
                return Worded(self.claims[-1].level)  # …大赛护理赛项一等奖1项、中药赛项二等奖1项
            if found.subtype is Subtype.PRIZE and self._listed(phrase, found):
                return Worded(self.claims[-1].level)  # 一等奖、优秀创作奖
            bare = phrase.head is not None and _WHO.sub("", phrase.text) == phrase.head.word
            return self._lent_level(found, bool(phrase.grades) and bare)
        local = own.kind in ("explicit", "union") or own.level is not Level.NATIONAL
        opens = opening and not role.subject and item.level is None and own.start == 0 and local
        self.passing = self.reopened if opens else self.passing
        self.carried = own if opens or own.level is self.carried.level else NOTHING
        return own

    def _event_of_contest(self, phrase: Phrase, found: Sort) -> bool:
        """Whether a prize goes on with those of a contest: it names another event of it."""
        before = self.claims[-1] if self.claims else None
        listed = before is not None and before is self.last and before.subtype is found.subtype is Subtype.PRIZE
        return listed and bool(phrase.grades) and _EVENTS.search(phrase.text) is not None

    def _lent_level(self, found: Sort, bare_grade: bool) -> Worded:
        if found.subtype is Subtype.RANKING and self.ranking:
            return self.ranking.level
        if bare_grade and self.contest and self.contest.level.level:
            return self.contest.level
        if bare_grade and self.claims and self.claims[-1].grade:
            return Worded(self.claims[-1].level)  # 国家级…特等奖1项、一等奖3项
        alike = _CARRIED_TYPES if self.bracketed else {Type.AWARD}
        if self.part and self.total and found.type is self.total.type and found.type in alike:
            return Worded(self.total.level)
        if self.agent and found.type not in _UNISSUED and (issued := worded(self.agent.text)).level:
            return issued
        carries = found.type in _CARRIED_TYPES and found.subtype is not Subtype.RANKING
        if self.heading.level and carries:
            return self.heading
        return self.carried if carries else NOTHING

    def _state_elliptic(self, item: Item, role: Role) -> bool:
        """省级14项: the antecedent's head with this level and figure."""
        if role.verb and role.verb.word in _SHARE and item.unit in _PERCENT and self.antecedent:
            return self._state_share(item)
        if self.goes_on and self._state_topic(item):
            return True
        if not item.unit or unit_kind(item.unit) == "measure":
            return self._state_later(item)
        if self.antecedent is None and self.topic and role.verb and (item.level or self.headed):
            return self.state(replace(item, phrase=self.topic), role)
        won = self.antecedent and self.contest and self.antecedent[1].type is Type.AWARD
        won = won and self.antecedent and self.contest and self.contest.start <= self.antecedent[0].end
        if self.antecedent is None or (self.contest and role.kind == "award" and not won):
            return self._state_prize(item, role)
        phrase, before = self.antecedent
        if item.unit == "家" and before.unit != "家" and before.type not in PARTIES | {Type.AWARD}:
            return False  # 与X、Y合建车间，两家共投860万元
        if unit_kind(item.unit) == "people" != unit_kind(before.unit):
            return self.beside and self._state_beside(item)
        if before.type is Type.METRIC and unit_kind(item.unit) != unit_kind(before.unit):
            return self.beside and self._state_beside(item)
        base = without_level(phrase) if before.type is not Type.METRIC or item.level else phrase
        level = item.level or (worded(self.agent.text) if self.agent else NOTHING)
        if self.bracketed and level.level is None:
            level = Worded(before.level)  # 二等奖3项（参与2项）
        claim = replace(
            before, start=base.start, end=base.end, level=level.level, at_least=level.at_least,
            grade=base.grades[0] if len(base.grades) == 1 else None,
            count=item.count, unit=item.unit, year=self.year, status=_status(role, before.type) or before.status,
        )  # fmt: skip
        self.claims.append(claim)
        self.total = self.last = claim
        return True

    def _state_prize(self, item: Item, role: Role) -> bool:
        """在…大赛中获国家级17项: prizes that only the contest and the level name."""
        if self.contest is None or role.kind != "award" or item.unit not in _PRIZE_UNITS:
            return False
        level = item.level or self.contest.level
        claim = Claim(
            self.contest.start, self.contest.end, Type.AWARD, Subtype.PRIZE, level.level, level.at_least,
            None, item.count, item.unit, self.year, Status.GRANTED,
        )  # fmt: skip
        self._add(claim, self.contest)
        return True

    def _add(self, claim: Claim, phrase: Phrase) -> None:
        if claim.type in PARTIES and claim.count is None:
            if phrase.text not in self.parties:  # once a sentence each
                self.parties.add(phrase.text)
                self.claims.append(claim)
            return
        self.claims.append(claim)
        self.antecedent, self.last = (phrase, claim), claim
        if not self.part or self.total is None:
            self.total = claim


def _counted_thing(phrase: Phrase) -> Phrase:
    """Take the word for the number off the thing that is counted: 在线开放课程总数达118门."""
    assert phrase.head is not None
    text = phrase.text[: -len(phrase.head.word)]
    found = heads.head(text)
    if found is None or found.type in (None, Type.METRIC):
        return phrase
    return replace(phrase, end=phrase.start + len(text), text=text, head=found)


def _status(role: Role, type_: Type) -> Status | None:
    """What the verb says of a thing; parties and figures have no status."""
    if type_ in PARTIES or type_ is Type.METRIC or role.verb is None:
        return None
    if role.kind in ("weak", "follow"):
        return Status.GRANTED  # 打造了3个…: counted, so there
    if not role.verb.status:
        return None
    return Status(role.verb.status)

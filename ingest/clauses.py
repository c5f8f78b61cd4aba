"""Elements → Claims: walk the clauses of one sentence with their verbs, subjects, prepositions and brackets."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest import measures, rows
from ingest.claims import Claim, Ledger
from ingest.coordination import Group, Item, group
from ingest.elements import Element
from ingest.kinds import GRANTS, Role, unit_kind
from ingest.levels import NOTHING, Worded, worded
from ingest.parties import crew, serves
from ingest.parties import medium as is_medium
from ingest.phrases import Phrase, behind_of, deed
from ingest.tokens import Kind, Token, Verb
from kg.vocabulary import PARTIES, Subtype, Type

_LENDS = GRANTS | {"pilot", "candidate"}  # verbs whose object takes the subject's figure: 28人获X
_PIVOTS = frozenset({"party", "joined"})  # verbs whose object may be the next verb's subject: 助力企业开展…
_LENDS_LONE = _LENDS | {"made", "finished", "regard"}  # …or a figure without a noun
_DOES = frozenset({"done", "made", "held", "finished"})
_RATES_US = frozenset({"confirm", "rated"})
_ISSUES = frozenset({"rated", "award", "approved", "candidate"})
_ASKS_US = frozenset({"other", "hired", "joined", "party", "gives"})
_WITH_US = frozenset({"与", "和", "同", "跟", "向", "为", "给", "对"})
_ISSUED = ("颁布", "印发", "公布", "批准", "核准", "审定")
_NO_PARTY = frozenset({"以", "按照", "根据", "围绕", "通过"})
_SERVES = frozenset({"为", "给", "替", "帮着", "面向", "对", "向", "与"})
_MAKES_SO = frozenset({"把", "将"})
_SIGNS = frozenset({"签约", "现场签约", "意向签约"})
_MEANS = frozenset({"以", "用", "凭", "凭借", "靠", "通过", "借"})
_VISITED = frozenset({"考察", "参观", "来访", "研学", "观摩", "调研", "参访", "考察学习", "参观学习", "参观考察"})
_SKIPPED = frozenset({Kind.ADVERB.value, Kind.TIME.value, Kind.SELF.value, Kind.EACH.value, Kind.LINK.value})
_PREPOSITIONS = frozenset({Kind.PREPOSITION.value, Kind.PASSIVE.value})
_CHECKS = frozenset({"验收", "评审", "认定", "评选"})
_GRANTED = frozenset({Type.PILOT, Type.SPECIALTY, Type.PLATFORM, Type.TEAM, Type.RESOURCE, Type.PROJECT})
_SPOKE = re.compile("[上中]?(?:作|做|进行|发表|分享|交流|展示|介绍|推广|推介|发布|亮相|发言)")
_JOINED = Verb("参加", "granted", "held", "any")
_PASSED = Verb("通过", "granted", "rated", "any")
_COUNTS = frozenset({"approved", "made", "finished", "rated", "list", "held"})
_COUNTED = _GRANTED | {Type.OUTPUT, Type.STANDARD, Type.REGULATION, Type.EVENT}
_TIMES = frozenset({"次", "篇", "条", "人次", "篇次", "条次", "余次"})
_CONTEST = re.compile("大赛|竞赛|比赛|挑战赛")
_ENTERS = frozenset({"held", "candidate"})
_IS = frozenset({"是", "作为"})
_JOINS = frozenset({Kind.AND.value, Kind.LIST.value})
_TELLS = frozenset({"达", "为", "达到", "已达", "突破", "超过", "升至", "提高到", "提升至", "提升到", "增至", "增长到"})
_LISTED = frozenset({"phrase", Kind.AND.value, Kind.LIST.value, Kind.ETC.value})
_TOLD = frozenset({"phrase", Kind.SELF.value, Kind.LINK.value})
_ENDS = frozenset({Kind.COMMA.value, Kind.STOP.value})
_RULES = frozenset({Type.REGULATION, Type.STANDARD})
_MAKES = frozenset({"made", "finished"})
_FOUNDED = frozenset({Type.PLATFORM, Type.ORGANIZATION, Type.TEAM})
_VISITS = frozenset({"other", "goes", "visit", "held"})
_AHEAD = 8  # elements that may stand between a subject and its verb


def claims(elements: Sequence[Element], text: str, heads: Sequence[str] = ()) -> list[Claim]:
    """Read the claims of one sentence, in the order of their anchors; `heads` are those of the table it is a row of."""
    walker = _Walker(text)
    if text.count(rows.EDGE) < 2:
        walker.walk(elements)
    elif row := rows.told(elements, text, heads):
        for item in row.parties:
            walker.ledger.state_party(item, aside=True)
        for item in row.things:
            walker.state(item, Role(_PASSED))
        for cell in row.free:
            walker.walk([*cell, Element(Kind.STOP.value, cell[-1].end, cell[-1].end)])
    else:
        walker.walk([one for one in elements if text[one.start : one.end].strip() != rows.EDGE])
    return sorted(walker.ledger.claims, key=lambda claim: (claim.start, claim.end))


class _Walker:
    """What is known at one place of a sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ledger = Ledger()
        self.verb: Verb | None = None
        self.marked = False  # the verb carries 了
        self.objects = 0  # of the verb, so far
        self.subjects: list[Item] = []
        self.planned = False

    def walk(self, elements: Sequence[Element]) -> None:
        """Read element after element."""
        i = 0
        while i < len(elements):
            i = self.step(elements, i)
        self.state_subjects()

    def step(self, elements: Sequence[Element], i: int) -> int:
        """Read the element at `i`; give the place of the next."""
        element = elements[i]
        kind = element.kind
        if kind in ("phrase", Kind.QUANTITY.value):
            return self.take_group(elements, i)
        if kind in _PREPOSITIONS:
            return self.take_prepositional(elements, i)
        if kind == Kind.VERB.value:
            self.take_verb(element)
            coming = elements[i + 1].phrase if _kind(elements, i + 1) == "phrase" else None
            if _is_titled(element, coming, self.text):
                self.verb = _PASSED
            if self.verb and self.verb.kind in _MAKES and self.text[element.end : element.end + 1] == "的":
                self.state_made(elements, i + 1)
            if self.verb and self.verb.kind == "deed":
                return self.take_deed(elements, i)
            if self.verb and self.verb.kind == "visit":
                self.state_visitors()
            elif self.verb and self.verb.kind in _ASKS_US and _kind(elements, i + 1) == Kind.SELF.value:
                self.state_partners()  # X大学承认学校学分
            elif self.verb and self.verb.kind in _RATES_US and _kind(elements, i + 1) == Kind.SELF.value:
                for subject in self.subjects:  # X研究院确定我院为…
                    self.ledger.state_party(subject)
                    named = i + 2 < len(elements) and self.text[elements[i + 2].start : elements[i + 2].end] == "为"
                    self.ledger.agent = subject.phrase if named else None
        elif kind == "whose" and not self.planned:
            self.ledger.state_party(Item(element.phrase), aside=True)  # X公司董事长(某人)
        elif kind == "bracket":
            self.take_bracket(element.children)
        elif kind == Kind.COMMA.value:
            if element.token and element.token.text in "：:":
                self.ledger.headed = True
            if _dates_subject(elements, i, self.text) and _has_subject(elements, i + 1, self.text):
                self.ledger.year = None  # A专业2021年排名第3，B专业为试点专业
            self.end_clause(keep=_list_goes_on(elements, i + 1), won=_won_next(elements, i + 1))
        elif kind == Kind.STOP.value:
            self.end_clause(keep=False, won=False)
            self.verb, self.planned, self.ledger.part, self.ledger.heading = None, False, False, NOTHING
        elif kind == Kind.PART.value:
            self.ledger.part = True
        elif kind == Kind.TIME.value and element.token:
            return self.take_times(elements, i)
        elif kind == Kind.LINK.value and element.token:
            self.ledger.told = element.token.text in _TELLS and self.ledger.year is not None
            self.ledger.goes_on = self.clause_begins(elements, i)
        return i + 1

    def clause_begins(self, elements: Sequence[Element], i: int) -> bool:
        """Whether nothing but small words stands between a comma and the place `i`."""
        while i > 0 and elements[i - 1].kind in _SKIPPED:
            i -= 1
        return i > 0 and elements[i - 1].kind == Kind.COMMA.value

    def state_made(self, elements: Sequence[Element], i: int) -> None:
        """与X公司共建的Y学院被认定为…, 学校牵头组建的Z集团现有…: what the sentence goes on about was made."""
        if _kind(elements, i) != "phrase":
            return
        items, after = group(elements, i, self.text)
        phrase = items[0].phrase
        if len(items) != 1 or phrase is None or phrase.type not in _FOUNDED or not phrase.named:
            return
        if items[0].count is None and phrase.level.level is None and _verb_ahead(elements, after) is not None:
            self.state(items[0], self.role())

    def take_times(self, elements: Sequence[Element], i: int) -> int:
        """Take a year, which dates what follows; of several years each dates one of as many figures."""
        times = [i]
        while _kind(elements, i + 1) in _JOINS and _kind(elements, i + 2) == Kind.TIME.value:
            i += 2
            times.append(i)
        years = [token.year for at in times if (token := elements[at].token)]
        self.ledger.year = years[0] if len(years) == 1 else None
        self.ledger.years = tuple(year for year in years if year) if len(years) > 1 else ()
        return i + 1

    def end_clause(self, *, keep: bool, won: bool) -> None:
        """At a comma, subjects are done with and, where no list goes on, so is the level that it carries."""
        self.state_subjects()
        self.ledger.agent = None
        self.ledger.told = self.ledger.goes_on = False
        self.ledger.reopen_list()
        if self.verb and self.verb.kind == "pilot":
            self.verb = None
        if not keep:
            self.ledger.close_list()
            if not won:
                self.ledger.contest = None

    def take_verb(self, element: Element) -> None:
        """Let the verb govern what follows."""
        verb = element.token.verb if element.token else None
        self.planned = self.planned or (verb is not None and verb.kind == "planned")
        self.verb, self.objects = verb, 0
        if self.text[element.end : element.end + 1] == "的" and self.subjects:
            self.ledger.agent = self.subjects[-1].phrase  # 自治区人社厅主办的竞赛3场
        self.marked = self.text[element.end : element.end + 1] == "了"
        self.ledger.close_list()

    def take_prepositional(self, elements: Sequence[Element], i: int) -> int:
        """与X公司合作, 被省厅确定为, 在2021年排名中: parties, the agent, the year; nothing else is recorded."""
        passive = elements[i].kind == Kind.PASSIVE.value
        token, at = elements[i].token, i
        i += 1
        while i < len(elements) and elements[i].kind in _SKIPPED:
            if (skipped := elements[i].token) and skipped.year:
                self.ledger.year = skipped.year  # 于2021年获评
            i += 1
        if token and token.text in _WITH_US and elements[i - 1].kind == Kind.SELF.value:
            self.state_partners()
        if i >= len(elements) or elements[i].kind not in ("phrase", Kind.QUANTITY.value):
            return i
        taken = _all_listed(elements, group(elements, i, self.text), self.text)
        passed = taken.items[-1].phrase
        final = _verb_ahead(elements, taken.after) is None
        us = token is not None and token.text == "为" and self.verb is not None and self.verb.kind in _RATES_US
        if us and final and at > 1 and elements[at - 1].kind == Kind.SELF.value:
            for item in taken.items:  # 省科技厅认定学校为…示范单位
                self.state(item, Role(_PASSED))
            return taken.after
        if token and token.text == "为" and passed and final and passed.level.start == 0 and passed.type in _GRANTED:
            for item in taken.items:  # 软件专业为国家级…试点专业
                lender = self.subjects[-1] if len(taken.items) == 1 and self.subjects and item.count is None else None
                if lender and lender.count is not None:  # A、B2个团队为省级创新团队
                    item = replace(item, count=lender.count, unit=lender.unit)
                    self.subjects.pop()
                self.state(item, Role(_PASSED))
            return taken.after
        if token and token.text == "在" and taken.items[-1].count is None and _spoke_at(passed, self.text):
            self.state(taken.items[-1], Role(_JOINED))  # 在…研讨会上作经验交流
            return taken.after
        counted = taken.items[-1].count is not None and final
        if token and token.text == "在" and passed and counted and passed.text.endswith("获奖"):
            self.state(taken.items[-1], Role())  # 在…比赛中获奖31项
            return taken.after
        if token and token.text == "通过" and passed and (passed.tail in _CHECKS or counted):
            # 通过“全国…样板支部”验收, 通过认证专业3个
            item = replace(taken.items[-1], phrase=replace(passed, tail=""))
            lender = self.subjects[-1] if self.subjects and item.count is None else None
            if lender and lender.count is not None:  # 3个支部通过“…样板支部”验收
                item = replace(item, count=lender.count, unit=lender.unit)
                self.subjects.clear()
            self.state(item, Role(_PASSED))
            return taken.after
        following = _next_verb_kind(elements, taken.after)
        issuer = (passive and following in _ISSUES) or _issues(token, elements, taken.after)
        for item in taken.items:
            if item.phrase:
                self.note(item.phrase, passive=passive)
                if token and token.text == "在" and following == "award" and item.phrase.level.level:
                    self.ledger.contest = item.phrase  # 在省级思政课教学展示中获特等奖1项
                if following == "rank" and item.phrase.level.level:
                    self.ledger.ranking = item.phrase  # 在全国…评价中位列第23
                if passive and following == "deed" and item.phrase.text[0] == "《":
                    phrase = item.phrase  # 被《X》专题刊载
                    self.ledger.claims.append(Claim(phrase.start, phrase.end, Type.ORGANIZATION))
                elif token and token.text == "依托" and _approved_place(item.phrase):
                    self.state(item, Role(_PASSED))
                elif _stands_alone(item.phrase):
                    self.state(item, Role())
                elif unit_kind(item.unit) == "measure" and measures.told(item.phrase):
                    own = measures.served(item.phrase) if token and token.text in _SERVES else item.phrase
                    if item.phrase.type not in PARTIES:  # 为公司获利2000万元
                        self.state(replace(item, phrase=own), self.role())
                elif token and token.text in _MAKES_SO and item.count is not None and not item.before:
                    self.state(item, self.role())  # 把日均产量提高到360件
                elif passive and not issuer and item.before and _counts_people(item):
                    self.state(item, Role())  # 被1.9万名学员选修
                elif counted and token and token.text in _SERVES | _MEANS and (deed := measures.acted(item.phrase)):
                    self.state(replace(item, phrase=deed), self.role())  # 为矿山消除安全隐患1260处
                elif not issuer and not (token and token.text in _NO_PARTY) and not self.planned:
                    self.ledger.state_party(item, aside=passive)
        return taken.after

    def note(self, phrase: Phrase, *, passive: bool) -> None:
        """Keep what a prepositional phrase tells of the clause."""
        if passive:
            self.ledger.agent = phrase
        if phrase.year:
            self.ledger.year = phrase.year
        if phrase.type is Type.EVENT or _CONTEST.search(phrase.text):
            self.ledger.contest = phrase
        elif phrase.head and phrase.head.subtype is Subtype.RANKING:
            self.ledger.ranking = phrase

    def take_group(self, elements: Sequence[Element], i: int) -> int:
        """Read a group as the objects of the verb before it or the subjects of the verb behind it."""
        items, after = group(elements, i, self.text)
        if _begins_title(elements, after, self.text):
            items = items[:-1]  # 教师教学创新团队——茶艺协作共同体章程: what a rule is of
            if not items:
                return after
        if _apposed(elements, after, items[-1], self.text):
            return after  # 一个平台——“云海”数据平台: the name alone
        years = self.ledger.years
        if len(items) == 1 < len(years) and any(one.kind == Kind.EACH.value for one in elements[i:after]):
            items *= len(years)  # 2020年、2022年…一等奖各1项
        dated = elements[i - 1].token if i and elements[i - 1].kind == Kind.TIME.value else None
        if dated and dated.year and items[0].phrase and len(years) < 2:  # 2020年…竞赛创新奖填补空白
            items = (replace(items[0], phrase=replace(items[0].phrase, year=dated.year)), *items[1:])
        joint = i - 2 if i and elements[i - 1].kind in _JOINS else i - 1
        self.ledger.beside = items[0].phrase is None and joint >= 0 and elements[joint].kind == Kind.QUANTITY.value
        colon = after < len(elements) and self.text.startswith(("：", ":"), elements[after].start)
        if colon and len(items) == 1 and items[0].phrase and items[0].phrase.bare_level and items[0].count is None:
            self.ledger.heading = items[0].phrase.level
            return after
        coming = elements[after + 1].phrase if colon and _kind(elements, after + 1) == "phrase" else None
        if coming and coming.bare_level and items[-1].phrase and items[-1].count is None:
            self.ledger.topic = items[-1].phrase  # 建成实训基地：国家级2个
            return after
        if i and elements[i].kind == Kind.QUANTITY.value and dated and dated.year:
            self.ledger.told = True  # 2021年96.3%、2022年95.8%
        small = self.text[elements[after].start] if _kind(elements, after) == Kind.PREPOSITION.value else ""
        if small == "为" or (small in _WITH_US and _kind(elements, after + 1) == Kind.SELF.value):
            self.subjects.extend(items)  # 其中智能建造专业群为A类, 县职教中心与学校对口合作
            return after
        following = _verb_ahead(elements, after) or _passed_ahead(elements, after)
        pivot = following and following.kind not in _LENDS and self.verb and self.verb.kind in _PIVOTS
        if following and not pivot:
            # 4个试点7次被评为…: the figure right before the verb is the one that counts
            if items[-1].phrase is None:
                self.subjects.clear()
            elif items[-1].phrase.year and _dated_behind(elements, after - 1, self.text):
                self.ledger.year = items[-1].phrase.year  # 3个专业2019年被确定为…
            self.subjects.extend(items)
            if (event := items[-1].phrase) and event.type is Type.EVENT and items[-1].count is None:
                self.ledger.contest = event  # 参加…大赛获一等奖1项
                self.ledger.year = event.year or self.ledger.year
            return after
        if after < len(elements) and elements[after].kind == "bracket" and _total_in(elements[after], items[-1]):
            # 制度体系（1套5个制度）: the first figure is that of the whole
            first, *rest = elements[after].children
            assert first.token is not None
            self.take_objects((*items[:-1], replace(items[-1], count=first.token.amount, unit=first.token.unit)))
            self.take_bracket(rest)
            return after + 1
        self.take_objects(items)
        return after

    def take_objects(self, items: Iterable[Item]) -> None:
        """Record objects; a counted subject may lend them its figure and is then no record of its own."""
        used = False
        items = tuple(items)
        years: Sequence[int | None] = self.ledger.years if len(self.ledger.years) == len(items) else ()
        for at, item in enumerate(items):
            if self.verb and self.verb.kind == "goes" and item.phrase and item.count is None and not self.planned:
                self.ledger.state_party(item)  # 赴X公司实践
                continue
            self.objects += 1
            self.ledger.of_before = not self.subjects
            item = self.by_verb(item)
            self.ledger.year = years[at] if years else self.ledger.year
            if self.verb and self.verb.kind == "compare" and self.subjects and item.count is not None:
                item = replace(item, phrase=self.compared(self.subjects.pop()))  # 起薪高于全省平均水平11%
            if self.shared_count(item):
                self.state_subjects()  # 42项任务完成40项
            if self.counts_subject(item):
                subject = self.subjects.pop()
                self.state(replace(subject, count=item.count, unit=item.unit), self.role())
                continue
            lender = self.lender(item)
            if lender and item.phrase and item.phrase.head is None and _visited(lender, self.verb):
                item = replace(item, phrase=deed(item.phrase), before=True)  # 4.2万人次走进馆里参观研学
            if lender is None:
                self.state(item, self.role())
            elif not _keeps_subject(lender, item, self.verb):
                used |= self.state(replace(item, count=lender.count, unit=lender.unit), self.role())
        if used:
            self.subjects.clear()
        self.ledger.year = None if years else self.ledger.year
        last = items[-1].phrase
        if last and items[-1].count is None and self.verb and self.verb.kind in _ENTERS and _CONTEST.search(last.text):
            self.ledger.contest = last  # 参加…大赛，获一等奖1项

    def compared(self, subject: Item) -> Phrase | None:
        """Give what is compared: 月薪5860元，比全省平均水平高出740元 is the measure before."""
        before = self.ledger.antecedent
        again = subject.phrase is not None and self.text[: subject.phrase.start].endswith(("比", "较"))
        return before[0] if again and before and before[1].type is Type.METRIC else subject.phrase

    def by_verb(self, item: Item) -> Item:
        """Let a figure whose noun is left out measure what was done: 定向培养426人, 接待考察2860人次."""
        verb, phrase = self.verb, item.phrase
        does = verb is not None and (verb.kind == "hired" or verb.word in _SIGNS)
        if verb is None or not does or item.count is None or self.subjects or item.level:
            return item
        if phrase and phrase.text in _VISITED and self.text[: phrase.start].endswith(verb.word):
            start = phrase.start - len(verb.word)
            return replace(item, phrase=replace(phrase, start=start, text=verb.word + phrase.text))
        before = self.ledger.antecedent
        told = before is not None and unit_kind(before[1].unit) in ("people", "measure")
        start = item.start - len(verb.word)
        if phrase or told or unit_kind(item.unit) != "people" or self.text[start : item.start] != verb.word:
            return item
        return replace(item, phrase=Phrase(start, item.start, verb.word, None))

    def shared_count(self, item: Item) -> bool:
        """Whether a lone figure counts again what the subject before it counts in all."""
        subject = self.subjects[-1] if self.subjects and item.phrase is None and item.level is None else None
        return subject is not None and subject.count is not None and subject.unit == item.unit and bool(subject.phrase)

    def counts_subject(self, item: Item) -> bool:
        """横向课题立项45项: a lone figure behind the verb counts the thing before it."""
        subject = self.subjects[-1] if self.subjects and item.phrase is None and item.level is None else None
        if subject is None or subject.phrase is None or subject.count is not None or self.verb is None:
            return False
        if self.verb.kind == "other" and subject.phrase.head is None and self.text[item.start - 1] not in "，、":
            return True  # 学生作品卖出1.9万件
        if unit_kind(item.unit) == "measure":
            return self.verb.kind in ("other", "gives")  # 硕士学位教师占82%
        if self.verb.kind == "candidate":
            return subject.phrase.type in _COUNTED | {Type.AWARD}  # 省级教学名师提名2人
        return self.verb.kind in _COUNTS and subject.phrase.type in _COUNTED

    def lender(self, item: Item) -> Item | None:
        """Give the subject whose figure an uncounted object takes."""
        if item.phrase is None or item.count is not None or not self.subjects or self.verb is None:
            return None
        if item.phrase.type is Type.REGULATION:
            return None  # 8个标准纳入其国民教育体系
        subject = self.subjects[-1]
        if _visited(subject, self.verb):
            return subject
        nameable = item.phrase.head is not None or self.verb.kind == "pilot"
        lending = _LENDS if subject.phrase else _LENDS_LONE
        piloted = item.phrase.type is Type.PILOT and subject.phrase is not None  # 7个专业开展…试点
        lends = subject.count is not None and (self.verb.kind in lending or piloted)
        return subject if nameable and lends else None

    def state_visitors(self) -> None:
        """海州学院等50余所院校到校: who comes is a party."""
        for item in self.subjects:
            if not self.planned and unit_kind(item.unit) == "people" and item.phrase:
                self.ledger.state(item, Role(subject=True))  # 企业总监37名到校授课
            elif not self.planned:
                self.ledger.state_party(item)
        self.subjects.clear()

    def state_partners(self) -> None:
        """X学院与学校联办, X大学向学校捐赠: who does something with the school or for it is a party."""
        for item in self.subjects:
            if item.phrase and item.count is None and not self.planned and serves(item.phrase):
                self.ledger.state_party(item, aside=True)

    def take_deed(self, elements: Sequence[Element], i: int) -> int:
        """毕业生40余次被…媒体报道, …报道2次: what was done so many times is the measured thing."""
        told = i + 1
        while _kind(elements, told) in _TOLD:  # 报道学校办学成果120次
            told += 1
        behind = elements[told].token if _kind(elements, told) == Kind.QUANTITY.value else None
        if behind is None or behind.unit not in _TIMES:
            behind, told = None, i
        for item in self.subjects:
            if item.phrase and not self.planned:
                named = replace(item, count=None, unit=None) if item.unit in _TIMES else item  # 南方农村报7次报道
                self.ledger.state_party(named)
        if behind and behind.unit in _TIMES:
            self.subjects = [Item(None, behind.amount, behind.unit)]
        times = [item for item in self.subjects if item.unit in _TIMES]
        after = told + 1
        self.subjects.clear()
        if not times or self.planned:
            return after
        before = elements[i - 1]
        start = before.start if i and before.phrase and before.end == elements[i].start else elements[i].start
        year = self.ledger.year
        claim = Claim(start, elements[i].end, Type.METRIC, count=times[-1].count, unit=times[-1].unit, year=year)
        self.ledger.claims.append(claim)
        return after

    def role(self) -> Role:
        """Give the place of an object."""
        return Role(self.verb, self.marked)

    def state(self, item: Item, role: Role) -> bool:
        """Record an item unless the sentence only plans it."""
        if self.planned or role.kind == "ended":
            return False
        if role.verb and role.verb.word == "面向" and item.phrase and unit_kind(item.unit) == "measure":
            item = replace(item, phrase=behind_of(item.phrase))  # 面向茶农的技术培训达3.7万人次
        if item.phrase and not item.before and unit_kind(item.unit) == "measure":
            item = replace(item, phrase=measures.turned(item.phrase, self.text))  # 减少损失1300万元
        return self.ledger.state(item, role)

    def state_subjects(self) -> None:
        """Record the subjects of a clause whose objects took nothing from them."""
        done = self.verb is not None and self.verb.kind in _DOES and self.objects == 0
        used = self.ledger.agent is not None and self.verb is not None and self.verb.kind in ("other", "gives")
        granted = self.ledger.agent is not None and self.verb is not None and self.verb.kind in _RATES_US
        subjects, self.subjects = self.subjects, []
        for item in subjects:
            party = item.phrase and (
                item.phrase.type is Type.ENTERPRISE or (item.member and item.of is Type.ENTERPRISE)
            )
            told = item.phrase
            medium = told is not None and (is_medium(told.text) or crew(told) is not None)  # 央视栏目组走进课堂
            if (medium or (party and item.count is None)) and not self.planned:
                self.ledger.state_party(item)  # X公司捐赠设备120台
            elif granted and self.objects == 0 and item.phrase and item.phrase.quoted and item.phrase.type in _GRANTED:
                self.state(item, self.role())  # “X工作室”被省总工会命名
            else:
                taken = used and item.phrase is not None and _used(item.phrase)
                if self.verb and self.verb.kind == "done" and item.phrase and item.phrase.level.level is None:
                    item = replace(item, level=item.level or _passed_at(self.verb))
                self.state(item, Role(self.verb, subject=True, done=done or taken))  # 课程标准被…学校采用

    def take_bracket(self, children: Sequence[Element]) -> None:
        """Read what a bracket counts as parts of the claim before it; afterwards all is as it was."""
        ledger = self.ledger
        if ledger.last is None and self.verb and self.objects:
            self.state_subjects()  # 25家企业进入…名录（2家国家级）
        if (year := _only_dates(children)) and ledger.last and ledger.last is ledger.claims[-1]:
            ledger.claims[-1] = ledger.last = replace(ledger.last, year=ledger.last.year or year)
            if ledger.antecedent:
                ledger.antecedent = ledger.antecedent[0], replace(ledger.last, year=None)
            return  # 国家级团队1个（2021年立项）
        outer = ledger.total, ledger.part, ledger.carried, ledger.antecedent, ledger.last, self.verb, self.objects
        subjects, self.subjects = self.subjects, []
        if len(children) == 1 and children[0].phrase and children[0].phrase.bare_level:
            ledger.rate(children[0].phrase.level)  # 平台1个（省级）
        ledger.total, ledger.part, bracketed = ledger.last, True, ledger.bracketed
        ledger.whole = ledger.last
        ledger.bracketed = True
        self.walk(children)
        ledger.bracketed = bracketed
        ledger.total, ledger.part, ledger.carried, ledger.antecedent, ledger.last, self.verb, self.objects = outer
        self.subjects = subjects


def _spoke_at(phrase: Phrase | None, text: str) -> bool:
    """Whether somebody spoke at the event that the phrase names."""
    event = phrase is not None and phrase.type is Type.EVENT and phrase.named
    return event and phrase is not None and _SPOKE.match(text, phrase.end) is not None


def _passed_at(verb: Verb) -> Worded | None:
    """通过省级验收: the level at which something passed."""
    level = worded(verb.word)
    return level if level.level and verb.word.startswith("通过") else None


def _counts_people(item: Item) -> bool:
    """Whether an item is so many people of a kind."""
    who = item.phrase.head if item.phrase else None
    return item.count is not None and unit_kind(item.unit) == "people" and who is not None and who.kind == "staff"


def _used(phrase: Phrase) -> bool:
    """Whether a thing is a record where others use it: a standard, a named course or book, no 资源."""
    resource = phrase.type is Type.RESOURCE and phrase.head is not None and not phrase.head.word.endswith("资源")
    return phrase.type is Type.STANDARD or resource


def _only_dates(children: Sequence[Element]) -> int | None:
    """The year that a bracket without any figure tells of the thing before it."""
    years = {year for one in children if (year := _year_of(one))}
    counted = any(one.kind == Kind.QUANTITY.value for one in children)
    return years.pop() if len(years) == 1 and not counted else None


def _all_listed(elements: Sequence[Element], taken: Group, text: str) -> Group:
    """由5名名师、12名能手领衔: figures of their own do not end the list behind a preposition."""
    while (
        _kind(elements, taken.after) == Kind.LIST.value
        and _kind(elements, taken.after + 1) == Kind.QUANTITY.value
        and _kind(elements, taken.after + 2) == "phrase"
    ):
        items, after = group(elements, taken.after + 1, text)
        taken = Group((*taken.items, *items), after)
    return taken


def _kind(elements: Sequence[Element], i: int) -> str:
    return elements[i].kind if i < len(elements) else ""


def _won_next(elements: Sequence[Element], i: int) -> bool:
    """Whether the clause at `i` begins with the verb of winning, so that it goes on with a contest: 参加…大赛，获…"""
    while _kind(elements, i) in _SKIPPED:
        i += 1
    token = elements[i].token if i < len(elements) else None
    verb = token.verb if token else None
    return verb is not None and verb.kind == "award"


def _is_titled(verb: Element, phrase: Phrase | None, text: str) -> bool:
    """学校是…理事长单位: what an institution is called tells that it was made so."""
    told = phrase is not None and phrase.head is not None and phrase.head.subtype is Subtype.HONOUR
    return told and text[verb.start : verb.end] in _IS and phrase is not None and phrase.text.endswith("单位")


def _approved_place(phrase: Phrase) -> bool:
    """依托省级…中心: a place whose level the text says is there."""
    return phrase.type is Type.PLATFORM and phrase.level.kind == "explicit" and phrase.named and not phrase.tail


def _stands_alone(phrase: Phrase) -> bool:
    """Whether a phrase is a record also behind a preposition: a titled rule, a rank."""
    titled = phrase.type is Type.REGULATION and phrase.text.endswith("》")
    return titled or (phrase.head is not None and phrase.head.kind == "rank" and phrase.level.level is not None)


def _list_goes_on(elements: Sequence[Element], i: int) -> bool:
    """Whether the clause at `i` is a further item of a list: a phrase and its figure, or the other way round."""
    kinds = [element.kind for element in elements[i : i + 2]]
    return kinds in (["phrase", Kind.QUANTITY.value], [Kind.QUANTITY.value, "phrase"])


def _begins_title(elements: Sequence[Element], i: int, text: str) -> bool:
    """Whether a dash before the phrase at `i`, a rule, makes what stands before it a part of its name."""
    following = elements[i].phrase if 0 < i < len(elements) else None
    between = text[elements[i - 1].end : following.start].strip() if following else ""
    return bool(between) and not between.strip("—") and following is not None and following.type in _RULES


def _apposed(elements: Sequence[Element], i: int, item: Item, text: str) -> bool:
    """Whether a dash tells the name of the one thing before it: 一家公司——X科技有限公司."""
    named = elements[i].phrase if _kind(elements, i) == "phrase" else None
    one = item.count == 1 and not item.digits and item.before and item.phrase is not None
    return one and named is not None and text[elements[i - 1].end : named.start].strip(" ") in ("—", "——")


def _dates_subject(elements: Sequence[Element], i: int, text: str) -> bool:
    """Whether the clause that ends at `i` names its subject before its year, which so dates this subject alone."""
    start = next((at + 1 for at in range(i - 1, -1, -1) if elements[at].kind in _ENDS), 0)
    dated = [at for at in range(start, i) if _year_of(elements[at])]
    named = [at for at in range(start, i) if elements[at].phrase]
    if not dated or not named:
        return False
    return named[0] < dated[0] or (named[0] == dated[0] and _dated_behind(elements, named[0], text))


def _year_of(element: Element) -> int | None:
    return element.phrase.year if element.phrase else element.token.year if element.token else None


def _dated_behind(elements: Sequence[Element], i: int, text: str) -> bool:
    """Whether the year of the phrase at `i` is written behind it: 3个专业2019年被确定为…"""
    end = elements[i + 1].start if i + 1 < len(elements) else len(text)
    return elements[i].phrase is not None and "年" in text[elements[i].end : end]


def _has_subject(elements: Sequence[Element], i: int, text: str) -> bool:
    """Whether the clause at `i` begins with a subject of its own."""
    if _kind(elements, i) != "phrase":
        return False
    after = group(elements, i, text).after
    being = _kind(elements, after) == Kind.PREPOSITION.value and text[elements[after].start] == "为"
    return being or _verb_ahead(elements, after) is not None


def _verb_ahead(elements: Sequence[Element], i: int) -> Verb | None:
    """Give the verb that the clause goes on to, so that what stands before it is its subject."""
    prepositional, passed = False, _SKIPPED | {Kind.QUANTITY.value}
    for element in elements[i : i + _AHEAD]:
        if element.kind == Kind.VERB.value and element.token:
            return element.token.verb
        if element.kind in _PREPOSITIONS:
            prepositional = True
        elif element.kind not in passed and not (prepositional and element.kind in _LISTED):
            return None
    return None


def _passed_ahead(elements: Sequence[Element], i: int) -> Verb | None:
    """Tell what stands before 通过…验收: its subject."""
    while _kind(elements, i) in _SKIPPED:
        i += 1
    token, phrase = (elements[i].token, elements[i + 1].phrase) if _kind(elements, i + 1) == "phrase" else (None, None)
    return _PASSED if token and phrase and token.text == "通过" and phrase.tail in _CHECKS else None


def _issues(token: Token | None, elements: Sequence[Element], i: int) -> bool:
    """由人社部颁布施行: who issued a thing."""
    following = elements[i].token if i < len(elements) else None
    verb = following.verb if following else None
    return token is not None and token.text in ("由", "经") and verb is not None and verb.word.startswith(_ISSUED)


def _next_verb_kind(elements: Sequence[Element], i: int) -> str:
    verbs = (e.token.verb for e in elements[i : i + 3] if e.token and e.token.verb)
    return next((verb.kind for verb in verbs), "")


def _visited(subject: Item, verb: Verb | None) -> bool:
    """Whether so many people came, or took part in something: 4.2万人次走进…."""
    lone = subject.phrase is None and subject.unit is not None and subject.unit.endswith("人次")
    return lone and verb is not None and verb.kind in _VISITS


def _total_in(bracket: Element, item: Item) -> bool:
    """Whether a bracket opens with the figure of the uncounted item before it."""
    first, *rest = bracket.children
    alone = not rest or rest[0].kind != "phrase"
    return item.phrase is not None and item.count is None and first.kind == Kind.QUANTITY.value and alone


def _keeps_subject(lender: Item, item: Item, verb: Verb | None) -> bool:
    """3名教师课程入选…资源库: a resource taken into a collection is the record, not the collection."""
    if verb is None or verb.kind != "list" or lender.phrase is None or item.phrase is None or item.phrase.head is None:
        return False
    taken_in = item.phrase.type is Type.RESOURCE and item.phrase.head.kind == "store"
    return taken_in and lender.phrase.type in (Type.RESOURCE, Type.PROJECT)

"""Token → Element: noun phrases, and the verbs, quantities, brackets and small words between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ingest import heads, measures, persons
from ingest.heads import Head
from ingest.levels import worded
from ingest.parties import serves, suffixed
from ingest.phrases import Phrase, read_phrase
from ingest.tokens import Kind, Token, Verb
from kg.vocabulary import PARTIES, Type
from kg.words import part_of_speech
from ontology import lexicon

NOMINAL = frozenset({Kind.WORD, Kind.QUOTE, Kind.TITLE, Kind.PARTY, Kind.CODE, Kind.RANK, Kind.GRADE, Kind.SUBJECT})
_STARTS_CLAUSE = frozenset(
    {Kind.COMMA, Kind.STOP, Kind.VERB, Kind.ADVERB, Kind.SELF, Kind.TIME, Kind.PART, Kind.OPEN, Kind.CLOSE, Kind.LINK}
    | {Kind.PASSIVE, Kind.EACH, Kind.OTHER}
)
_PLANNED = Verb("计划", "", "planned", "any")
_AFTER_WILL = frozenset({Kind.VERB, Kind.ADVERB, Kind.PREPOSITION})  # 将新建, 将在2026年新建; not 将X引入
_PEOPLE = frozenset({"人", "名", "位"})
_COUNTED = _PEOPLE | {"户", "万人", "万名", "余户"}
_THERE = frozenset({"已有", "现有", "还有", "尚有", "另有"})
_PARTIES = frozenset({"家", "所", "个"})
_GAINS = frozenset({"就业", "增收", "创业", "脱贫", "致富"})
_RATES = frozenset({"%", "％"})
_TURNS = Verb("", "", "other", "any")
_BACK = frozenset({"phrase", Kind.LIST.value, Kind.AND.value, Kind.ETC.value, Kind.QUANTITY.value})
_JOINED = frozenset({Kind.LIST, Kind.AND})
_TAKES_NOUNS = frozenset({"made", "approved", "award", "rated", "list", "held", "candidate"})
_MEASURES = "率比额数量度值"  # 校友捐赠占比
_RATIOS = frozenset("率量额数度值") | {"人数", "次数", "金额", "时长", "总数", "总量", "总额"}  # 网络空间开通率
_ABOVE = frozenset({"以上", "以下"})
_SPEAKS = ("作", "做", "发言", "发表", "分享", "交流", "展示", "介绍", "推介")
_WHERE = frozenset({"到", "去", "进", "进入", "走进", "深入", "前往"})
_PREDICATES = frozenset({"v", "d", "i", "l"})
_CREATIONS = "班杯奖金课费款会"  # what ends the names of things that a party gave its name to
_ENDS_NAME = frozenset({Kind.WORD, Kind.SELF, Kind.CLOSE})
_CALLS = re.compile("(?:以下|下文|下)?(?:均|统一)?(?:简称|下称)")
_VERB_OBJECT = 2  # characters: 牵线
_IDIOM = 4  # characters: 投桃报李
_SHORT = 3  # characters that name no party in full
_NAME = 12  # tokens of a party's name
_LOOK_BACK = 24  # elements of a list of parties
_MEAN = frozenset({"年均", "日均", "月均", "周均"})
_ADJECTIVES = frozenset({"新", "自主", "平均"}) | _MEAN
_NAMES = frozenset({Kind.TITLE, Kind.QUOTE})
_WITH = frozenset({"与", "和", "同", "跟", "由", "及", "为"})
_FUNDS = frozenset({"gives", "party"})
_LOCAL = frozenset({"中", "上", "下", "内", "里"})
_WINDOW = 40  # characters that are enough to know a head or a level by
_DEPTH = 4  # brackets in brackets


@dataclass(frozen=True, slots=True)
class Element:
    """One piece of a sentence; `kind` is a token's kind, or `phrase`, or `bracket` with `children`."""

    kind: str
    start: int
    end: int
    token: Token | None = None
    phrase: Phrase | None = None
    children: "tuple[Element, ...]" = field(default=())


@cache
def _links() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("particles") if row["kind"] == Kind.LINK.value)


@cache
def _stays() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("trims") if row["kind"] == "stay")


@cache
def _spans() -> frozenset[str]:
    """The words for a time that name no year: 全年, 每年."""
    return frozenset(row["word"] for row in lexicon.rows("particles") if row["kind"] == Kind.TIME.value)


def elements(tokens: Sequence[Token], text: str, around: str = "", depth: int = 0) -> list[Element]:
    """Group tokens into elements, brackets nested."""
    return _Builder(tokens, text, around, depth).build()


class _Builder:
    def __init__(self, tokens: Sequence[Token], text: str, around: str, depth: int) -> None:
        self.tokens, self.text, self.around, self.depth = tokens, text, around, depth
        self.current: list[Token] = []
        self.out: list[Element] = []
        self.closing = _pairs(tokens)

    def build(self) -> list[Element]:
        i = 0
        while i < len(self.tokens):
            i = self.step(i)
        self.flush()
        return self.out

    def step(self, i: int) -> int:
        """Take the token at `i`; give the place of the next."""
        token = self.tokens[i]
        kind = token.kind
        if kind is Kind.OPEN:
            return self.bracket(i)
        if token.text in "：:" and self.current and self.quantity_follows(i + 1):
            self.flush()  # 省级教学成果奖：11项
            self.out.append(Element(Kind.LINK.value, token.start, token.end, token=token))
            return i + 1
        if (token.text in _links() or self.holds(token, i)) and self.quantity_follows(i + 1):
            self.flush()
            self.out.append(Element(Kind.LINK.value, token.start, token.end, token=token))
            return i + 1
        if measures.turns(token.text) and not self.current and self.nominal(i + 1, verbs=True):
            self.out.append(Element(Kind.VERB.value, token.start, token.end, token=token._replace(verb=_TURNS)))
            return i + 1  # 降低采购成本520万元
        if token.verb and token.text in _THERE and self.counts_again(i):
            self.flush()  # 外国学员已有430人
            self.out.append(Element(Kind.LINK.value, token.start, token.end, token=token))
            return i + 1
        if self.predicate(token, i) or self.acts_then(token, i):
            self.flush()  # 37名教师(走上田间地头), X集团(找上门来)
        if token.text == "计划" and not self.current and self.plans(i):
            # 学校计划到2028年建成…: an intention; behind other nouns a plan is a thing
            self.out.append(Element(Kind.VERB.value, token.start, token.end, token=token._replace(verb=_PLANNED)))
            return i + 1
        if kind is Kind.PERSON:
            self.whose()
            self.flush()
            return i + 2 if i + 2 < len(self.tokens) and self.tokens[i + 2].kind is Kind.PERSON else i + 1
        if kind is Kind.VERB and self.current and self.text[token.end : token.end + 1] == "的" and self.names_party():
            self.flush()  # X公司捐赠的设备: the party did it
            self.out.append(Element(kind.value, token.start, token.end, token=token))
            return i + 2
        if kind is Kind.OF and self.current and self.current[-1].kind is Kind.PARTY and not self.names_thing(i):
            self.flush()  # X的仓库: the company whose it is
            return i + 1
        if kind is Kind.OF and self.listed_group():
            self.flush()  # 叩开X、Y等名企的大门: the kind of those before
            return i + 1
        if kind in _NAMES and self.current and self.current[-1].kind is kind:
            self.flush()  # 《…》《…》: two names
            self.out.append(Element(Kind.LIST.value, token.start, token.start))
        if kind is Kind.VERB and token.verb and token.verb.kind == "gives" and self.gives(i):
            self.flush(company=True)  # 华中数控捐赠设备
        if kind is Kind.WORD and self.current and token.text in _stays() and self.went():
            self.flush(company=heads.coined(self.text[self.current[0].start : token.start]))
            self.current.append(token)  # 赴X公司实践: where, and what they did there
        elif self.continues(token, i):
            self.current.append(token)
        else:
            self.flush()
            self.single(token, i)
        return i + 1

    def listed_group(self) -> bool:
        """Whether the phrase so far is but the word for the parties that 等 closes a list of."""
        listed = bool(self.out) and self.out[-1].kind == Kind.ETC.value and len(self.current) == 1
        return listed and heads.group(self.current[0].text)

    def counts_again(self, i: int) -> bool:
        """Whether 已有 at `i` stands between a thing and its figure."""
        named = bool(self.current) or (bool(self.out) and self.out[-1].kind == "phrase")
        counted = i + 1 < len(self.tokens) and self.tokens[i + 1].kind is Kind.QUANTITY
        return named and counted and not self.nominal(i + 2)

    def holds(self, token: Token, i: int) -> bool:
        """Whether a verb of ranks tells a rate: 落实率稳居96%以上."""
        rate = self.tokens[i + 1].unit if i + 1 < len(self.tokens) else None
        return token.verb is not None and token.verb.kind == "rank" and rate in _RATES

    def predicate(self, token: Token, i: int) -> bool:
        """Whether a word tells what people or parties do whose number stands before them."""
        if token.kind not in (Kind.WORD, Kind.VERB) or not self.current or not self.out:
            return False
        figure = self.out[-1].token
        if figure is None or figure.end != self.current[0].start or part_of_speech(self.current[-1].text) == "v":
            return False
        if token.kind is Kind.VERB and self.governs(i):
            return False
        who = heads.head(self.current[-1].text)
        last = i
        while self.nominal(last + 1, verbs=True):
            last += 1
        goal = heads.head(self.text[self.current[0].start : self.tokens[last].end])
        if who is not None and who.kind == "group":
            return figure.unit in _PARTIES and goal is None  # 21家企业(上门检修)
        does = part_of_speech(token.text) == "v" or token.text in _stays() or token.text[0] in "下赴"
        people = token.kind is Kind.WORD and does and figure.unit in _COUNTED
        return people and (goal is None or goal.type is None or goal.kind == "" or who is not None)

    def acts_then(self, token: Token, i: int) -> bool:
        """Whether a word tells what the party before it does: X集团(找上门来), 21家企业(上门排故)."""
        stays = token.text in _stays()
        stays = stays and (token.kind is Kind.WORD or not self.nominal(i + 1))
        if not (stays or token.kind is Kind.WORD) or not self.current or not (self.so_many() or self.full_name()):
            return False
        if self.current[-1].kind is Kind.PARTY:
            return not self.names_thing(i)
        verbal = len(token.text) == _VERB_OBJECT and not self.nominal(i + 1) and persons.predicates(token.text)
        idiom = len(token.text) == _IDIOM and not self.nominal(i + 1) and not heads.head(token.text)
        if not (stays or idiom or verbal or part_of_speech(token.text) in _PREDICATES):
            return False
        return not self.names_thing(i)

    def names_thing(self, i: int) -> bool:
        """Whether the phrase so far goes on from `i` to name something else: X集团定向培养班."""
        while self.nominal(i + 1):
            i += 1
        if self.so_many() and i + 1 < len(self.tokens) and self.tokens[i + 1].kind is Kind.QUANTITY:
            return False  # 8家企业认领课题21项
        goal = heads.head(self.text[self.current[0].start : self.tokens[i].end])
        return self.tokens[i].text[-1] in _CREATIONS or (goal is not None and goal.type is not None)

    def full_name(self) -> bool:
        """Whether the phrase so far ends as the full name of a party does, or with a short one that was introduced."""
        if self.current[-1].kind is Kind.PARTY:
            return True
        text = self.text[self.current[0].start : self.current[-1].end]
        return len(text) > _SHORT and suffixed(text) is not None and self.current[-1].kind in _ENDS_NAME

    def whose(self) -> None:
        """Close a phrase that tells in whose service somebody is: X公司董事长(某人)."""
        if not self.current or not (title := persons.title_behind(self.text[: self.current[-1].end])):
            return
        end = self.current[-1].end - title
        tokens = [token for token in self.current if token.start < end]
        if not tokens:
            return
        last = tokens[-1]
        if last.end > end:  # 医院院长 is a word of the general dictionary
            tokens[-1] = last._replace(end=end, text=last.text[: end - last.start])
        found = read_phrase(tokens, self.text, self.around)
        if found and serves(found):
            self.current = []
            self.out.append(Element("whose", found.start, found.end, phrase=found))

    def plans(self, i: int) -> bool:
        """Whether what follows is done or dated, so that 计划 at `i` is a verb."""
        return i + 1 < len(self.tokens) and self.tokens[i + 1].kind in (Kind.VERB, Kind.PREPOSITION, Kind.TIME)

    def continues(self, token: Token, i: int) -> bool:
        """Whether the token at `i` is part of a noun phrase."""
        kind = token.kind
        if token.text in _LOCAL and not self.nominal(i + 1):
            return False  # 在大赛中获奖
        if token.text in _LOCAL - {"中"} and self.current and self.out and self.out[-1].end == self.current[0].start:
            return self.text[self.out[-1].start : self.out[-1].end] not in ("在", "从")  # 在戈壁滩上种梭梭2600亩
        if token.text == "在校" and i + 1 < len(self.tokens) and self.tokens[i + 1].kind is Kind.VERB:
            return False  # X公司在校设立奖学金
        if token.text == "上" and self.current and self.spoke(i + 1):
            return False  # 在…论坛上作经验交流
        if self.begins_name(i):
            return True
        if kind in NOMINAL:
            return True
        if kind is Kind.VERB:
            return not self.governs(i)
        if kind is Kind.TIME and self.current and token.text in _spans() and self.nominal(i + 1):
            return False  # 附属医院全年门急诊量
        if kind is Kind.TIME:
            return bool(self.current) or (self.nominal(i + 1) and not self.dates(i) and not self.further_date(i))
        if token.text in _MEAN and i + 1 < len(self.tokens) and self.tokens[i + 1].kind in (Kind.VERB, Kind.QUANTITY):
            return False  # 图书馆日均接待读者2100人次, 访问量日均3.2万次
        if token.text in _ADJECTIVES:
            return self.nominal(i + 1)  # 新专业; elsewhere an adverb
        if token.text == "再":
            return bool(self.current) and self.nominal(i + 1)  # 模具再制造研究所
        if kind is Kind.SELF:
            schools = i > 0 and self.tokens[i - 1].unit == "所"  # 来自1200所学校
            return bool(self.current) or schools or self.owns_rule(i) or self.founded(i)
        if token.text in _ABOVE or (
            kind is Kind.AND and self.tokens[i + 1 : i + 2] and self.tokens[i + 1].text in _ABOVE
        ):
            return bool(self.current) and self.nominal(i + 1 + (kind is Kind.AND))  # 硕士以上学位教师
        if kind is Kind.AND:
            return self.inside(i) or self.cut_short(i)
        return kind in (Kind.OF, Kind.JOINT) and bool(self.current) and self.nominal(i + 1, verbs=True)

    def spoke(self, i: int) -> bool:
        """Whether somebody speaks at the event that the phrase so far names."""
        found = heads.head(self.current[-1].text)
        return found is not None and found.type is Type.EVENT and self.text.startswith(_SPEAKS, self.tokens[i - 1].end)

    def begins_name(self, i: int) -> bool:
        """Whether a small word or verb of one character is the first of a name in a list: 、列控技术中心."""
        token = self.tokens[i]
        small = token.kind in (Kind.VERB, Kind.PREPOSITION) and len(token.text) == 1 and token.text != "给"
        small = small and not self.current
        before = self.tokens[i - 1] if i else None
        listed = before is not None and (
            before.kind in _JOINED or (before.verb is not None and before.verb.kind == "made")
        )
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return small and listed and following is not None and following.kind is Kind.WORD and len(following.text) == 1

    def single(self, token: Token, i: int) -> None:
        kind = token.kind
        if kind is Kind.WORD or kind is Kind.OF or kind is Kind.JOINT or kind is Kind.CLOSE:
            return
        if token.text == "为":
            kind = Kind.PREPOSITION
        if token.text == "将":
            after = self.tokens[i + 1].kind if i + 1 < len(self.tokens) else None
            kind = Kind.VERB if after in _AFTER_WILL else Kind.PREPOSITION
        listed = i > 0 and self.tokens[i - 1].kind is Kind.LIST
        if (
            kind is Kind.AND
            and token.text in ("与", "和", "及")
            and not (i and self.tokens[i - 1].kind is Kind.TIME and self.dated(i + 1))
            and (
                listed
                or self.with_us(i + 1)
                or (self.starts_clause(i) and self.tokens[i - 1].kind is not Kind.CLOSE)
                or (i and self.tokens[i - 1].kind is Kind.SUBJECT and self.with_party(i + 1))
            )
        ):
            kind = Kind.PREPOSITION
        self.out.append(Element(kind.value, token.start, token.end, token=token))

    def with_us(self, i: int) -> bool:
        """Whether the school stands at `i` by itself: X学院与学校联办."""
        token = self.tokens[i] if i < len(self.tokens) else None
        if token is None or token.kind is not Kind.SELF:
            return False
        return not self.nominal(i + 1) or (part_of_speech(self.tokens[i + 1].text) or "n").startswith("v")

    def dates(self, i: int) -> bool:
        """Whether a time at `i` opens its clause, and so dates all of it."""
        return i == 0 or self.tokens[i - 1].kind in (Kind.COMMA, Kind.STOP)

    def further_date(self, i: int) -> bool:
        """Whether a time at `i` stands beside another: 2020年、2022年."""
        return i > 1 and self.tokens[i - 1].kind in (Kind.LIST, Kind.AND) and self.tokens[i - 2].kind is Kind.TIME

    def dated(self, i: int) -> bool:
        """Whether a year stands at `i`."""
        return i < len(self.tokens) and self.tokens[i].kind is Kind.TIME

    def owns_rule(self, i: int) -> bool:
        """学院《…办法》: the school before the title of its rule is part of the name."""
        return i + 1 < len(self.tokens) and self.tokens[i + 1].kind is Kind.TITLE and not self.nominal(i + 2)

    def founded(self, i: int) -> bool:
        """共建学院2个: behind its verb and before a figure, 学院 is not the school."""
        counted = i + 1 < len(self.tokens) and self.tokens[i + 1].kind is Kind.QUANTITY
        before = self.tokens[i - 1].verb if i else None
        return counted and before is not None and before.kind == "made"

    def cut_short(self, i: int) -> bool:
        """新希望六和、…: a 和 before a comma ends a name."""
        return bool(self.current) and i + 1 < len(self.tokens) and self.tokens[i + 1].kind in (Kind.LIST, Kind.ETC)

    def quantity_follows(self, i: int) -> bool:
        while i < len(self.tokens) and self.tokens[i].kind in (Kind.ADVERB, Kind.LINK, Kind.EACH):
            i += 1
        return i < len(self.tokens) and (
            self.tokens[i].kind in (Kind.QUANTITY, Kind.RANK) or self.tokens[i].text.endswith("%")
        )

    def nominal(self, i: int, *, verbs: bool = False) -> bool:
        if i >= len(self.tokens):
            return False
        token = self.tokens[i]
        return token.kind in NOMINAL or (
            verbs and token.kind is Kind.VERB and token.verb is not None and token.verb.position != "any"
        )

    def starts_clause(self, i: int) -> bool:
        """Whether a verb at `i` would stand where a clause begins."""
        if i == 0:
            return True
        before = self.tokens[i - 1]
        if before.kind in _STARTS_CLAUSE:
            return True
        if before.kind in (Kind.LIST, Kind.AND) and i > 1:
            return self.tokens[i - 2].kind in (Kind.QUANTITY, Kind.CLOSE, Kind.VERB)
        return before.text in ("了", "并")

    def governs(self, i: int) -> bool:
        """Tell a verb that governs from one that is part of a name (开发了教材; 资源开发中心)."""
        token = self.tokens[i]
        assert token.verb is not None
        position = token.verb.position
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if following is not None and following.text in _LOCAL and not self.nominal(i + 2):
            return False  # 在…排名中
        if following is not None and following.text in _RATIOS and len(token.text) == 2:
            return False
        if token.verb.kind in _FUNDS and following is not None and following.kind is Kind.QUANTITY:
            return token.verb.kind != "gives" and not (self.current and following.text.endswith("元"))  # 投资5600万元
        if token.text == "新增" and i and self.tokens[i - 1].kind is Kind.VERB and self.nominal(i + 1):
            return False  # 带动新增产值
        if following is not None and following.text == "给":
            return True  # 3件转让给X公司
        if i and (self.tokens[i - 1].unit or "").endswith("元") and following and _money(following.text):
            return False  # 拿出600万元共建资金
        if self.attributive(i):
            return False  # 规划教材16部、校企合编讲义52本
        if position == "any":
            return True
        if i and measures.turns(self.tokens[i - 1].text):
            return False  # 降低采购成本
        if following is None or following.kind in (Kind.COMMA, Kind.STOP):
            return bool(self.current and self.out) and (self.agent_before() or self.several())  # 被…学校采用
        if following.kind in (
            Kind.OF,
            Kind.LIST,
            Kind.LINK,
            Kind.EACH,
            Kind.ETC,
        ):
            return False
        before = self.tokens[i - 1].verb if i and not self.current else None
        if position == "start" and before and before.kind in _TAKES_NOUNS:
            return False  # 出台配套制度
        if self.starts_clause(i) and not self.current:
            if position == "start" and following.kind is Kind.QUANTITY:
                return self.nominal(i + 2)
            if position == "start" and (measured := heads.head(following.text)):
                return measured.type is not Type.METRIC or measured.kind != ""  # 培训到账, not 培训教师
            return True
        if following.text == "了":
            return True
        if self.current and self.out and (self.agent_before() or self.placed(following)):
            return not self.named_on(i)  # 被省教育厅推荐, 与X公司、Y公司合作开发, 在老挝合作建设
        if token.verb.kind == "rated" and self.current and self.names_party():
            return not self.named_on(i)  # 省工信厅认定省级…平台1个
        if token.verb.kind == "candidate" and i and self.tokens[i - 1].unit in _PEOPLE:
            return True  # 推荐3人申报…
        if token.verb.kind == "hired" and self.current and self.out and self.for_whom() and self.people(i + 1):
            return True  # 为X高铁培养本土学员75名
        if token.verb.kind == "gives" and self.current and self.company_next(i + 1):
            return True  # 3件专利作价入股X有限公司
        if token.verb.kind == "gives" and self.acts(one=True) and not self.place(following):
            return not self.named_on(i)  # X集团捐赠设备价值120万元
        if token.verb.kind == "hired" and self.current and self.people(i + 1) and self.acts():
            return True  # X集团录用毕业生46人, 17家企业接收学生320人
        if token.verb.kind == "hired" and self.current and (self.serves(i + 1) or self.counted_people(i + 1)):
            return True  # “X工程”培养学员820人, 党校轮训党务干部1360人次
        own = bool(self.current) and all(t.kind is Kind.SUBJECT for t in self.current)
        own = own or (token.verb.kind == "gives" and bool(self.current) and self.known_company())
        own = own or (bool(self.current) and (self.company() or self.several()) and not self.place(following))
        figured = following.text[-1] in _MEASURES or _money(following.text)
        does = position == "subject" or (token.verb.kind == "other" and self.counted(i + 1))  # 团队采集样本2.4万份
        return does and own and not self.named_on(i) and not figured

    def attributive(self, i: int) -> bool:
        """Whether a verb of making between 校企 and a noun describes a further thing of a list."""
        verb = self.tokens[i].verb
        own = bool(self.current) and all(token.kind is Kind.SUBJECT for token in self.current)
        listed = own and bool(self.out) and self.out[-1].kind in (Kind.LIST.value, Kind.AND.value)
        made = verb is not None and verb.kind == "made"
        return listed and made and self.nominal(i + 1) and self.counted_before()

    def counted_before(self) -> bool:
        """Whether the list goes on behind a figure: 教材16部、…."""
        return len(self.out) > 1 and self.out[-2].kind == Kind.QUANTITY.value

    def with_party(self, i: int) -> bool:
        """Whether a party begins at `i`: 专业群与X公司合作."""
        for token in self.tokens[i : i + _NAME]:
            if token.kind is Kind.PARTY:
                return True
            if token.kind not in NOMINAL and token.kind is not Kind.JOINT:
                return False
            found = heads.head(token.text)
            if found and found.type in (Type.ENTERPRISE, Type.ORGANIZATION) and found.kind != "group":
                return True
        return False

    def agent_before(self) -> bool:
        """Whether the phrase so far is somebody with or by whom the verb is done."""
        if self.out[-1].kind == Kind.PASSIVE.value:
            return True
        if not self.names_party():
            return False
        before = self.list_opener()
        return _joins(before) or before.kind in (Kind.PASSIVE.value, Kind.PREPOSITION.value)

    def list_opener(self) -> Element:
        """Give the element before the list whose last member is the phrase so far."""
        i = len(self.out) - 1
        last = max(0, i - _LOOK_BACK)
        while i > last and self.out[i].kind in _BACK:
            i -= 1
        return self.out[i]

    def with_whom(self) -> bool:
        """Whether the phrase so far is somebody with or by whom something is done."""
        if not self.out:
            return False
        before = self.list_opener()
        return _joins(before) or before.kind == Kind.PASSIVE.value or self.text[before.start : before.end] in _WITH

    def went(self) -> bool:
        """Whether the phrase so far is a party where somebody went: 赴X公司, 到X、Y等企业."""
        if not self.out or not self.names_party():
            return False
        before = self.list_opener()
        verb = before.token.verb if before.token else None
        return (verb is not None and verb.kind == "goes") or self.text[before.start : before.end] in _WHERE

    def for_whom(self) -> bool:
        """Whether the phrase so far is what something is done for."""
        before = self.list_opener()
        return before.kind == Kind.PREPOSITION.value and self.text[before.start : before.end] in ("为", "面向", "给")

    def people(self, i: int) -> bool:
        """Whether the noun at `i` is one for people."""
        while self.nominal(i + 1):
            i += 1
        found = heads.head(self.tokens[i].text) if i < len(self.tokens) else None
        return found is not None and found.kind in ("staff", "person") and found.word == self.tokens[i].text

    def counted(self, i: int) -> bool:
        """Whether a noun begins at `i` whose figure follows."""
        end = i
        while self.nominal(end):
            end += 1
        return i < end < len(self.tokens) and self.tokens[end].kind is Kind.QUANTITY

    def counted_people(self, i: int) -> bool:
        """Whether people begin at `i` whose number follows."""
        end = i
        while self.nominal(end):
            end += 1
        does = heads.head(self.current[-1].text)
        counted = i < end < len(self.tokens) and self.tokens[end].kind is Kind.QUANTITY
        counted = counted and (does is None or does.type is not Type.EVENT)  # 培训覆盖居民1.3万人次
        if counted and self.tokens[end - 1].text in _GAINS:
            return True  # 创业学生带动就业2100人
        found = heads.head(self.tokens[end - 1].text) if counted else None
        return found is not None and found.kind == "staff" and (part_of_speech(self.tokens[i].text) or "n")[0] == "n"

    def serves(self, i: int) -> bool:
        """Whether a verb before `i` and behind a thing is done to people."""
        while self.nominal(i + 1):
            i += 1
        whom, what = heads.head(self.tokens[i].text), heads.head(self.current[-1].text.rstrip("”"))
        people = whom is not None and whom.kind in ("staff", "person") and whom.word == self.tokens[i].text
        return people and what is not None and (what.type in (Type.PROJECT, Type.PLATFORM) or what.word[-1] == "班")

    def placed(self, following: Token) -> bool:
        """Whether the phrase so far is a mere place: 在泰国、老挝."""
        if len(self.current) > 2 or following.text in _LOCAL or heads.head(self.current[-1].text):
            return False
        i = len(self.out) - 1
        while i > 0 and self.out[i].kind in ("phrase", Kind.LIST.value, Kind.AND.value):
            i -= 1
        token = self.out[i].token
        after = heads.head(following.text)
        return token is not None and token.text == "在" and not (after and after.kind == "stop")

    def named_on(self, i: int) -> bool:
        """Whether a verb at `i` is a word in the name of a party: 吉隆坡建设学院, 专业建设委员会."""
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if following and following.kind is Kind.SELF and i + 2 < len(self.tokens) and self.tokens[i + 2].text == "为":
            return False  # 认定学校为…
        found = heads.head(following.text) if following and following.kind in (Kind.WORD, Kind.SELF) else None
        return found is not None and found.type in (Type.ENTERPRISE, Type.ORGANIZATION)

    def company_next(self, i: int) -> bool:
        """Whether a company's name, and nothing else, stands at `i`."""
        last = i
        while self.nominal(last + 1):
            last += 1
        return i < last < len(self.tokens) and heads.named_company(
            self.text[self.tokens[i].start : self.tokens[last].end]
        )

    def company(self) -> bool:
        """Whether the phrase so far names a company, which then does what the verb says."""
        found = heads.head(self.current[-1].text)
        return found is not None and found.type is Type.ENTERPRISE and found.kind != "group" and len(self.current) > 1

    def named(self) -> bool:
        """Whether the phrase so far is just a company that the report has introduced by this short name."""
        only = self.current[0] if len(self.current) == 1 else None
        return only is not None and only.kind is Kind.PARTY and only.type is Type.ENTERPRISE

    def acts(self, *, one: bool = False) -> bool:
        """Whether the phrase so far is companies, by name or number (or `one` by name), where their clause begins."""
        before = self.out[-1].kind if self.out else Kind.STOP.value
        opens = before in (*(kind.value for kind in _STARTS_CLAUSE), *(kind.value for kind in _JOINED), Kind.ETC.value)
        if not self.current:
            return False
        return (opens and (self.named() or self.company() or self.known_company())) or (not one and self.several())

    def known_company(self) -> bool:
        """Whether the phrase so far is a company by the short name that everybody knows: 三一重工投入设备."""
        return heads.company(self.text[self.current[0].start : self.current[-1].end]) is not None

    def several(self) -> bool:
        """Whether the phrase so far are parties by their number, which then do what the verb says: 7所院校采用."""
        found = heads.head(self.current[-1].text)
        counted = bool(self.out) and self.out[-1].kind == Kind.QUANTITY.value
        return counted and found is not None and found.kind == "group"

    def so_many(self) -> bool:
        """Whether the phrase so far are parties by their number, which stands right before them."""
        return self.several() and self.out[-1].end == self.current[0].start

    def place(self, following: Token) -> bool:
        """Whether a name of a place ends behind the verb: X公司研发中心."""
        found = heads.head(following.text)
        return found is not None and found.type is Type.PLATFORM and found.word == following.text

    def names_party(self) -> bool:
        """Whether the phrase so far names an enterprise or organisation."""
        if self.current[-1].kind is Kind.PARTY or self.partner():
            return True
        last = self.current[-1]
        end = last.start if last.text.endswith("）") else last.end  # X管理局（TEVETA）采纳
        found = heads.head(self.text[max(self.current[0].start, end - _WINDOW) : end])
        institute = self.text.endswith(heads.institutes(), 0, end)
        name = self.text[max(self.current[0].start, end - _WINDOW) : end]
        if found is None and (heads.coined(self.text[self.current[0].start : end]) or suffixed(name)):
            return True
        return institute or (found is not None and found.type in (Type.ENTERPRISE, Type.ORGANIZATION))

    def partner(self) -> bool:
        """Whether the phrase so far goes on with a list of companies: 与昊天机电、瑞能光伏、启明信息签署协议."""
        i = len(self.out) - 1
        if i < 1 or self.out[i].kind != Kind.LIST.value or heads.head(self.current[-1].text):
            return False
        before = self.out[i - 1].phrase
        return before is not None and (before.type is Type.ENTERPRISE or heads.short_named(before.text))

    def inside(self, i: int) -> bool:
        """Whether 和, 与, 及 at `i` is part of a name: nothing that it could end has a head, and a name goes on."""
        if not self.current or not self.nominal(i + 1, verbs=True):
            return False
        if self.tokens[i].text in ("暨",):
            return True
        if self.tokens[i].text in ("或", "或者", "以及", "同时", "并且"):
            return False
        last = self.current[-1]
        if last.kind in (Kind.TITLE, Kind.GRADE, Kind.RANK):
            return False
        following = self.tokens[i + 1]
        if last.kind is Kind.QUOTE and (following.kind is Kind.QUOTE or worded(following.text).start == 0):
            return False
        text = self.text[max(self.current[0].start, last.end - _WINDOW) : last.end]
        ended = heads.head(text)
        if ended and ended.kind == "stop" and len(self.current) > 1 and self.of_specialty(i + 2):
            return True  # 食品质量与安全专业
        return ended is None and worded(text).end != len(text)

    def of_specialty(self, i: int) -> bool:
        """Whether 专业 stands at `i`: what comes before is the name of one."""
        return i < len(self.tokens) and self.tokens[i].text.startswith("专业")

    def bracket(self, i: int) -> int:
        """Take a bracket: as part of a name, or as an element that holds sub-counts."""
        close = self.closing.get(i)
        if close is None or self.depth >= _DEPTH:
            self.flush()
            return i + 1
        inner = self.tokens[i + 1 : close]
        if _CALLS.match(self.text, self.tokens[i].end):
            self.flush()  # X有限公司（简称Y）来校
            return close + 1
        counted = any(t.kind is Kind.QUANTITY for t in inner)
        if not counted and self.current:
            if len(inner) <= 12 and self.goes_on(close + 1):
                start, end = self.tokens[i].start, self.tokens[close].end
                self.current.append(Token(Kind.WORD, start, end, self.text[start:end]))
            elif close + 1 < len(self.tokens) and self.tokens[close + 1].kind in (Kind.QUANTITY, Kind.LINK):
                pass  # 领军人才（含职教专家）19名: the phrase goes on to its figure
            else:
                self.flush()
            return close + 1
        self.flush()
        children = elements(inner, self.text, self.around, self.depth + 1)
        if children:
            self.out.append(Element("bracket", self.tokens[i].start, self.tokens[close].end, children=tuple(children)))
        return close + 1

    def goes_on(self, i: int) -> bool:
        """Whether a name goes on behind its bracket."""
        return self.nominal(i) or (i < len(self.tokens) and self.tokens[i].kind is Kind.VERB and not self.governs(i))

    def gives(self, i: int) -> bool:
        """Whether who does what the verb at `i` says is a company by its short name."""
        name = self.text[self.current[0].start : self.tokens[i].start] if self.current else ""
        if not heads.short_named(name) or heads.head(name):
            return False
        before = self.out[-1].kind if self.out else Kind.STOP.value
        return before in (Kind.STOP.value, Kind.COMMA.value, Kind.LIST.value, Kind.AND.value)

    def flush(self, *, company: bool = False) -> None:
        """Close the current noun phrase, which names a company where its verb says so."""
        if not self.current:
            return
        tokens, self.current = self.current, []
        tokens = self.without_deed(tokens)
        if found := read_phrase(tokens, self.text, self.around):
            if found.head is None and (company or (heads.coined(found.text) and self.with_whom())):
                found = replace(found, head=Head(found.text, Type.ENTERPRISE, None, "alias"))
            self.out.append(Element("phrase", found.start, found.end, phrase=found))

    def without_deed(self, tokens: list[Token]) -> list[Token]:
        """41家养老机构采用: the parties that are counted, without what they do."""
        before = self.out[-1] if self.out else None
        if before is None or before.kind != Kind.QUANTITY.value or before.end != tokens[0].start:
            return tokens
        last = len(tokens)
        while last > 1 and tokens[last - 1].kind is Kind.VERB:
            last -= 1
        found = heads.head(self.text[tokens[0].start : tokens[last - 1].end])
        return tokens[:last] if found is not None and found.type in PARTIES else tokens


def _money(word: str) -> bool:
    """Whether a word is a measure by itself, and so what stands before it tells of what: 专业群建设支出."""
    found = heads.head(word)
    return found is not None and found.word == word and found.type is Type.METRIC and found.kind == ""


def _joins(element: Element) -> bool:
    """Whether an element is a verb whose object is a partner: 联合."""
    verb = element.token.verb if element.token else None
    return verb is not None and verb.kind == "joined"


def _pairs(tokens: Sequence[Token]) -> dict[int, int]:
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for i, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            opened.append(i)
        elif token.kind is Kind.CLOSE and opened:
            pairs[opened.pop()] = i
    return pairs

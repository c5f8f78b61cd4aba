"""Which claims tell of one thing: names, figures, retellings; what keeps things apart; decisions."""

from dataclasses import replace
from itertools import count as numbers

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.links import Linker
from ingest.resolve import entities
from kg.records import Claim, Entity, Record, Section, Sentence, Task
from kg.vocabulary import Level, Scope, Status, Subtype, Type
from tests.cost import cost
from tests.ingest.reports import document, told

NATIONAL, PROVINCIAL, SCHOOL = Level.NATIONAL, Level.PROVINCIAL, Level.SCHOOL
_ordinals = numbers()


def claim(
    text: str, anchor: str, type_: Type, level: Level | None = None, count: float | None = None, unit: str | None = None
) -> Claim:
    """A claim of the anchor in a sentence of its own."""
    whole = document(text)
    sentence = Sentence(whole, 0, len(text))
    start = text.index(anchor)
    record = Record(whole, start, start + len(anchor), sentence, type_, level=level, count=count, unit=unit)
    return Claim(f"r{next(_ordinals):04}", f"c{whole.id[:8]}{start:04}{count}{level}", record)


def award(text: str, anchor: str, level: Level | None, count: float | None = None, **more: object) -> Claim:
    made = claim(text, anchor, Type.AWARD, level, count, "项" if count else None)
    return replace(made, record=replace(made.record, **more))  # type: ignore[arg-type]


def groups(*claims: Claim, **decisions: list[tuple[str, str]]) -> list[set[str]]:
    found = entities(claims, institution="东湖学院", **decisions)
    return [{each.iri for each in entity.claims} for entity in found if len(entity.claims) > 1]


def together(*claims: Claim) -> bool:
    return groups(*claims) == [{each.iri for each in claims}]


def test_quotes_prefixes_and_batches_do_not_make_another_thing() -> None:
    assert together(
        award(
            "获批教育部第二批智慧农机推广试点单位。",
            "教育部第二批智慧农机推广试点单位",
            NATIONAL,
            subtype=Subtype.HONOUR,
        ),
        award("荣获国家级“智慧农机推广试点单位”。", "国家级“智慧农机推广试点单位”", NATIONAL, subtype=Subtype.HONOUR),
    )


def test_short_and_long_names_are_one() -> None:
    assert together(
        claim(
            "获批国家级职业教育茶艺教学创新团队1个。", "国家级职业教育茶艺教学创新团队", Type.TEAM, NATIONAL, 1, "个"
        ),
        claim("拥有国家级茶艺教学创新团队。", "国家级茶艺教学创新团队", Type.TEAM, NATIONAL),
    )


def test_a_name_without_a_level_that_says_less_than_a_quoted_title_is_another_thing() -> None:
    titled = claim(
        "挂牌教育部首批“KUKA智能焊接机器人应用人才实训中心”。",
        "教育部首批“KUKA智能焊接机器人应用人才实训中心”",
        Type.PLATFORM,
        NATIONAL,
    )
    plain = "完成智能焊接机器人应用实训中心的布线。", "智能焊接机器人应用实训中心"
    whole = "依托KUKA智能焊接机器人应用人才实训中心开课。", "KUKA智能焊接机器人应用人才实训中心"
    assert not together(titled, claim(*plain, Type.PLATFORM))
    assert together(titled, claim(*whole, Type.PLATFORM))


def test_things_of_different_levels_are_different() -> None:
    assert not groups(
        claim("国家级茶艺教学创新团队1个。", "国家级茶艺教学创新团队", Type.TEAM, NATIONAL, 1, "个"),
        claim("省级茶艺教学创新团队1个。", "省级茶艺教学创新团队", Type.TEAM, PROVINCIAL, 1, "个"),
    )


def test_different_batches_years_and_plans_are_different() -> None:
    first = award("入选首批乡村振兴人才培养优质校。", "首批乡村振兴人才培养优质校", NATIONAL)
    second = award("入选第二批乡村振兴人才培养优质校。", "第二批乡村振兴人才培养优质校", NATIONAL)
    old = claim("“十三五”国家规划教材3部。", "“十三五”国家规划教材", Type.RESOURCE, NATIONAL, 3, "部")
    new = claim("“十四五”国家规划教材3部。", "“十四五”国家规划教材", Type.RESOURCE, NATIONAL, 3, "部")
    assert not groups(first, second, old, new)


def test_a_head_noun_alone_merges_nothing() -> None:
    assert not groups(
        claim("开发教材4部。", "教材", Type.RESOURCE, None, 4, "部"),
        claim("又编教材9部。", "教材", Type.RESOURCE, None, 9, "部"),
        award("文艺获一等奖1项。", "一等奖", PROVINCIAL, 1),
        award("体育赛事里也有一等奖1项入账。", "一等奖", PROVINCIAL, 1),
    )


def test_the_same_generic_fact_told_twice_is_one_with_its_reason() -> None:
    one = award("学生获国家级奖项47项。", "国家级奖项", NATIONAL, 47)
    two = award("三年获国家级奖47项，位居前列。", "国家级奖", NATIONAL, 47)
    (entity,) = entities([one, two], institution="东湖学院")
    assert entity.reasons == ("figure 0.95",)
    assert entity.label == "国家级奖项"


def test_other_figures_are_other_facts() -> None:
    assert not groups(
        award("校队获省级教学成果特等奖4项。", "省级教学成果特等奖", PROVINCIAL, 4, grade="特等奖"),
        award("专业群获省级教学成果特等奖3项。", "省级教学成果特等奖", PROVINCIAL, 3, grade="特等奖"),
    )


def test_two_winners_of_one_prize_hold_two_prizes() -> None:
    assert not groups(
        award("《果树修剪》课程改革被评为省教学成果特等奖。", "省教学成果特等奖", PROVINCIAL, subtype=Subtype.PRIZE),
        award("团队建设方案获得省教学成果特等奖。", "省教学成果特等奖", PROVINCIAL, subtype=Subtype.PRIZE),
    )


def test_the_sentence_of_a_head_noun_may_say_its_name() -> None:
    assert together(
        award("形成三级教学能力比赛机制，获国家奖2项。", "国家奖", NATIONAL, 2),
        award("全国职业院校教学能力大赛国奖2项。", "全国职业院校教学能力大赛国奖", NATIONAL, 2),
    )


def test_a_figure_that_nearly_agrees_outside_the_tasks_stays_beside_the_first() -> None:
    text = """一、学校任务完成情况

（一）产出情况

任务二：育人

学生三年获国家级技能奖项46项。

（二）贡献度情况

学生五年获国家级技能奖项47项。
"""
    first, second = (sentence for sentence in told(text))
    one, two = (
        Claim("r", f"c{n}", Record(s.document, at, at + 7, s, Type.AWARD, level=NATIONAL, count=46.0 + n, unit="项"))
        for n, s in enumerate((first, second))
        for at in [s.start + s.text.index("国家级技能奖项")]
    )
    (entity,) = entities([one, two], institution="东湖学院")
    assert entity.reasons == ("close 0.40",)
    assert [each.record.count for each in entity.claims] == [46, 47]


SUMMARY = """一、学校任务完成情况

（一）产出情况

任务三：服务

{task}

（二）贡献度情况

{summary}
"""


def summed_up(task: tuple[str, str, float, str], summary: tuple[str, str, float, str], type_: Type) -> list[Entity]:
    """The entities of two claims (sentence, anchor, count, unit): one under a task, one in the summary after it."""
    text = SUMMARY.format(task=task[0], summary=summary[0])
    claims = []
    for n, (sentence, (_, anchor, figure, unit)) in enumerate(zip(told(text), (task, summary), strict=True)):
        at = sentence.start + sentence.text.index(anchor)
        record = Record(sentence.document, at, at + len(anchor), sentence, type_, count=figure, unit=unit)
        claims.append(Claim("r", f"c{n}", record))
    return list(entities(claims, institution="东湖学院"))


def test_a_summary_says_a_small_figure_again_in_the_same_words() -> None:
    task, again = ("获评示范支部2个。", "示范支部", 2, "个"), ("拥有示范支部2个。", "示范支部", 2, "个")
    assert [e.reasons for e in summed_up(task, again, Type.AWARD)] == [("summary 0.80",)]
    assert len(summed_up(task, ("拥有示范支部5个。", "示范支部", 5, "个"), Type.AWARD)) == 2


def test_an_exact_measure_is_the_same_money_under_another_name() -> None:
    task = ("横向课题合同经费3718.4万元。", "合同经费", 3718.4, "万元")
    again = ("技术服务到款额3718.4万元。", "技术服务到款额", 3718.4, "万元")
    assert [e.reasons for e in summed_up(task, again, Type.METRIC)] == [("figure 0.75",)]
    round_one, round_two = (
        ("横向课题到账经费300万元。", "到账经费", 300, "万元"),
        ("捐赠300万元。", "捐赠", 300, "万元"),
    )
    assert len(summed_up(round_one, round_two, Type.METRIC)) == 2


def test_nearly_the_same_measure_in_ten_thousands_stays_beside_the_first() -> None:
    task, again = ("培训量达7.2万人日。", "培训量", 7.2, "万人日"), ("开展培训7.5万人日。", "培训", 7.5, "万人日")
    (entity,) = summed_up(task, again, Type.METRIC)
    assert [each.record.count for each in entity.claims] == [7.2, 7.5]


def test_a_company_is_called_by_its_name_without_its_form() -> None:
    one = claim("与滇红茶机股份有限公司共建产业学院。", "滇红茶机股份有限公司", Type.ENTERPRISE)
    two = claim("滇红茶机捐赠设备。", "滇红茶机", Type.ENTERPRISE)
    other = claim("滇红茶机具集团捐赠设备。", "滇红茶", Type.ENTERPRISE)
    assert groups(one, two, other) == [{one.iri, two.iri}]


def firm(name: str, report: str) -> Claim:
    return replace(claim(f"与{name}共建基地。", name, Type.ENTERPRISE), report=report, iri=f"{report}{name}")


def test_a_company_is_called_without_what_it_does_in_the_report_that_names_it_whole() -> None:
    whole, short, elsewhere = firm("滇红茶机工业集团", "a"), firm("滇红茶机集团", "a"), firm("滇红茶机集团", "b")
    (both,) = entities([whole, short], institution="东湖学院")
    assert (both.reasons, both.institution, both.key) == (("short 0.90",), None, "滇红茶机工业集团")
    assert not groups(whole, elsewhere)
    assert not groups(whole, firm("滇红茶机重工集团", "a"), short)  # two companies fit


def test_a_company_of_another_form_or_trade_is_another() -> None:
    assert not groups(firm("滇红食品有限公司", "a"), firm("滇红集团", "a"))
    assert not groups(firm("滇红食品有限公司", "a"), firm("滇红茶业有限公司", "a"), firm("滇红", "a"))


def test_a_shared_company_stays_shared_where_one_calls_it_short() -> None:
    one = firm("滇红茶机股份有限公司", "a")
    (entity,) = entities([one, firm("滇红茶机", "b")], institution="东湖学院")
    assert (entity.institution, entity.key) == (None, "滇红茶机股份有限公司")


def test_one_of_several_is_not_all_of_them() -> None:
    assert not groups(
        claim("省级水工教学创新团队4个。", "省级水工教学创新团队", Type.TEAM, PROVINCIAL, 4, "个"),
        claim("入选省级水工教学创新团队。", "省级水工教学创新团队", Type.TEAM, PROVINCIAL),
    )


def test_who_bears_a_title_is_one_of_those_who_do() -> None:
    def title(text: str, anchor: str, level: Level, count: float | None = None) -> Claim:
        return replace_subtype(claim(text, anchor, Type.AWARD, level, count, "名" if count else None))

    def replace_subtype(made: Claim) -> Claim:
        return replace(made, record=replace(made.record, subtype=Subtype.TALENT_TITLE))

    several = title("国家级教学名师2名。", "国家级教学名师", NATIONAL, 2)
    one = title("江望云获评国家级教学名师。", "国家级教学名师", NATIONAL)
    assert groups(several, one) == [{several.iri, one.iri}]
    assert not groups(several, title("江望云获评省级教学名师。", "省级教学名师", PROVINCIAL))
    assert not groups(several, title("国家级教学名师3名。", "国家级教学名师", NATIONAL, 3))


def test_rates_of_other_people_are_other_rates() -> None:
    def rate(text: str, anchor: str) -> Claim:
        return claim(text, anchor, Type.METRIC, None, 98.25, "%")

    students, parents = rate("在校生满意度98.25%。", "满意度"), rate("学生家长来信，满意度98.25%。", "满意度")
    again = rate("在校学生的满意度为98.25%。", "满意度")
    assert groups(students, parents, again) == [{students.iri, again.iri}]


def test_names_that_each_say_something_of_their_own_are_two_things() -> None:
    assert not groups(
        claim("建成国家级水工教学创新团队1个。", "国家级水工教学创新团队", Type.TEAM, NATIONAL, 1, "个"),
        claim("建成国家级茶艺教学创新团队1个。", "国家级茶艺教学创新团队", Type.TEAM, NATIONAL, 1, "个"),
    )


def test_a_figure_told_again_takes_no_further_one_that_is_near() -> None:
    task, again = ("横向课题到账460.6万元。", "到账", 460.6, "万元"), ("课题到账460.6万元。", "到账", 460.6, "万元")
    text = SUMMARY.format(task=f"{task[0]}培训到账459.0万元。", summary=again[0])
    claims = []
    for n, (sentence, figure) in enumerate(zip(told(text), (460.6, 459.0, 460.6), strict=True)):
        at = sentence.start + sentence.text.index("到账")
        record = Record(sentence.document, at, at + 2, sentence, Type.METRIC, count=figure, unit="万元")
        claims.append(Claim("r", f"c{n}", record))
    assert groups(*claims) == [{"c0", "c2"}]


def test_a_company_is_shared_by_all_reports_also_without_its_province() -> None:
    one = claim("与云南滇红茶业有限公司合作。", "云南滇红茶业有限公司", Type.ENTERPRISE)
    two = claim("滇红茶业有限公司捐赠设备。", "滇红茶业有限公司", Type.ENTERPRISE)
    (entity,) = entities([one, two], institution="东湖学院")
    assert (entity.institution, entity.key) == (None, "云南滇红茶业有限公司")


def test_a_counted_group_of_companies_belongs_to_its_college() -> None:
    (entity,) = entities(
        [claim("助力产教融合型企业12家。", "产教融合型企业", Type.ENTERPRISE, None, 12, "家")], institution="东湖学院"
    )
    assert entity.institution == "东湖学院"


def test_a_numbered_standard_is_shared() -> None:
    (entity,) = entities(
        [claim("起草GB/T 41234标准。", "GB/T 41234标准", Type.STANDARD, NATIONAL)], institution="东湖学院"
    )
    assert entity.institution is None


def test_a_candidate_is_not_the_granted_thing() -> None:
    granted = award("获批全国劳动教育示范校。", "全国劳动教育示范校", NATIONAL)
    hoped = award("申报全国劳动教育示范校。", "全国劳动教育示范校", NATIONAL, status=Status.CANDIDATE)
    assert not groups(granted, hoped)


def test_decisions_win() -> None:
    one = claim("建成大坝模型馆。", "大坝模型馆", Type.PLATFORM)
    two = claim("建成水工体验馆。", "水工体验馆", Type.PLATFORM)
    assert groups(one, two, merges=[(one.iri, two.iri)]) == [{one.iri, two.iri}]
    long_one = claim("建成水利枢纽大坝模型馆。", "水利枢纽大坝模型馆", Type.PLATFORM)
    long_two = claim("水利枢纽大坝模型馆启用。", "水利枢纽大坝模型馆", Type.PLATFORM)
    assert groups(long_one, long_two) == [{long_one.iri, long_two.iri}]
    assert not groups(long_one, long_two, splits=[(long_two.iri, long_one.iri)])


def test_the_contest_behind_an_award_is_its_scheme() -> None:
    (entity,) = entities(
        [award("获全国职业院校技能大赛一等奖2项。", "全国职业院校技能大赛一等奖", NATIONAL, 2)], institution="甲"
    )
    assert entity.scheme == "全国职业院校技能比赛"


NAMES = [
    "教材",
    "国家级教材",
    "省级规划教材",
    "规划教材",
    "水工教学团队",
    "国家级水工教学团队",
    "一等奖",
    "技能大赛一等奖",
    "滇红茶业有限公司",
]
CLAIMS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from([Type.RESOURCE, Type.AWARD, Type.ENTERPRISE]),
        st.sampled_from([None, NATIONAL, PROVINCIAL]),
        st.sampled_from([None, 1.0, 2.0, 12.0]),
    ),
    max_size=14,
)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_entities_hold_every_claim_once_in_any_order_of_claims(
    rows: list[tuple[str, Type, Level | None, float | None]], random: st.DrawFn
) -> None:
    claims = [
        replace(
            claim(f"第{n}处写到{name}。", name, type_, level, count, "项" if count else None), iri=f"c{n}", report="r"
        )
        for n, (name, type_, level, count) in enumerate(rows)
    ]
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = entities(claims, institution="甲")
    assert found == entities(shuffled, institution="甲")
    assert sorted(each.iri for entity in found for each in entity.claims) == sorted(each.iri for each in claims)
    assert len({_identity(entity) for entity in found}) == len(found)
    for entity in found:
        assert len(entity.reasons) == len(entity.claims) - 1
        assert len({each.record.level for each in entity.claims} - {None}) <= 1


def _identity(entity: Entity) -> tuple[object, ...]:
    return entity.institution, entity.type, entity.level, entity.key


@pytest.mark.parametrize("size", [400])
def test_many_claims_of_one_name_stay_quick(size: int) -> None:
    claims = [claim(f"第{n}次写到教材。", "教材", Type.RESOURCE, None, 5, "部") for n in range(size)]
    assert sum(len(entity.claims) for entity in entities(claims, institution="甲")) == size


@pytest.mark.parametrize(("anchor", "type_"), [("滇红茶业有限公司", Type.ENTERPRISE), ("大坝模型馆", Type.PLATFORM)])
def test_the_cost_grows_as_the_claims_of_a_thing_do(anchor: str, type_: Type) -> None:
    def costs(size: int) -> int:
        text = "".join(f"第{n}处是{anchor}。\n" for n in range(size))
        ends = [text.index(anchor, text.index(f"第{n}处")) + len(anchor) for n in range(size)]
        whole = document(text)
        spans = [(end - len(anchor), end) for end in ends]
        records = [Record(whole, *span, Sentence(whole, span[0] - 4, span[1]), type_) for span in spans]
        claims = [Claim("r", f"c{n:05}", record) for n, record in enumerate(records)]
        assert len(entities(claims, institution="东湖学院")) == 1
        return cost(lambda: entities(claims, institution="东湖学院")) + cost(lambda: list(Linker(())(records)))

    assert costs(1600) < 5 * costs(400)


def test_a_long_short_name_is_the_company_whose_field_it_leaves_out() -> None:
    def firm(anchor: str) -> Claim:
        return replace(claim(f"为{anchor}解决难题。", anchor, Type.ENTERPRISE), report="a")

    long, short = firm("青坪风电装备有限责任公司"), firm("青坪风电")
    assert groups(long, short) == [{long.iri, short.iri}]
    assert not groups(long, firm("青坪"))


def test_one_title_is_one_thing_however_it_is_described() -> None:
    told = claim("《旅社电商》在线精品课程 国家级", "《旅社电商》在线精品课程", Type.RESOURCE, NATIONAL)
    again = claim("建成《旅社电商》国家在线精品课1门。", "《旅社电商》国家在线精品课", Type.RESOURCE, NATIONAL, 1, "门")
    other = claim("建成《旅社财务》国家在线精品课1门。", "《旅社财务》国家在线精品课", Type.RESOURCE, NATIONAL, 1, "门")
    assert groups(told, again, other) == [{told.iri, again.iri}]


def test_things_of_two_programme_groups_are_two() -> None:
    def team(group: int, count: float | None) -> Claim:
        one = claim(
            "建成省级教师教学创新团队。", "省级教师教学创新团队", Type.TEAM, PROVINCIAL, count, "个" if count else None
        )
        sentence = one.record.sentence
        task = Task(Scope.GROUP, group, 3, "打造教师团队")
        section = Section(sentence.document, 0, 1, "打造教师团队", 3, opens=task, scope=Scope.GROUP, group=group)
        return replace(one, record=replace(one.record, sentence=replace(sentence, section=section)))

    first, again, other = team(1, 1), team(1, None), team(2, None)
    assert groups(first, again, other) == [{first.iri, again.iri}]
